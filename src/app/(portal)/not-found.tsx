import { getTranslations } from 'next-intl/server';
import { MessagePage } from '@/components/shell/message-page';
import { Link } from '@/components/ui/link';

/** The same words for what is absent and for what lies outside the reader's area: the answer must not tell which. */
export default async function PortalNotFound() {
  const t = await getTranslations('common');
  return (
    <MessagePage title={t('notFoundTitle')}>
      <p>{t('notFoundText')}</p>
      <p className="mt-3">
        <Link href="/worklist">{t('backHome')}</Link>
      </p>
    </MessagePage>
  );
}
