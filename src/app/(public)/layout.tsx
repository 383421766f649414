import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PublicFrame } from '@/components/shell/public-frame';
import { Link } from '@/components/ui/link';

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('public-notices');
  const place = 'inline-flex min-h-6 items-center max-md:min-h-11';
  return (
    <PublicFrame
      foot={
        <>
          <Link href="/public-notices" className={place}>
            {t('title')}
          </Link>
          <Link href="/public-notices/objection" className={place}>
            {t('receipt.title')}
          </Link>
          <Link href="/sign-in" className={place}>
            {t('toSignIn')}
          </Link>
        </>
      }
    >
      {children}
    </PublicFrame>
  );
}
