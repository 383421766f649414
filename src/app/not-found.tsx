import { getTranslations } from 'next-intl/server';
import { MessagePage } from '@/components/shell/message-page';
import { Link } from '@/components/ui/link';

export default async function NotFound() {
  const t = await getTranslations('common');
  return (
    <main id="main">
      <MessagePage title={t('notFoundTitle')}>
        <p>{t('notFoundText')}</p>
        <p className="mt-3">
          <Link href="/">{t('backHome')}</Link>
        </p>
      </MessagePage>
    </main>
  );
}
