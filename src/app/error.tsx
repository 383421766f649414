'use client';

import { useTranslations } from 'next-intl';
import { MessagePage } from '@/components/shell/message-page';
import { Button } from '@/components/ui/button';

/** A bug reached the page. Only its number is shown; the text of the error stays in the log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common');
  return (
    <main id="main">
      <MessagePage title={t('errorTitle')}>
        <p>{t('errorText')}</p>
        {error.digest !== undefined && <p className="mt-1 text-ink-2">{t('errorNumber', { digest: error.digest })}</p>}
        <p className="mt-3">
          <Button onClick={reset}>{t('tryAgain')}</Button>
        </p>
      </MessagePage>
    </main>
  );
}
