import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { Link } from '@/components/ui/link';
import { SignInForm, toSignInNotice } from '@/features/identity/components/sign-in-form';
import { issuer } from '@/features/identity/provider';
import { toLocalPath } from '@/lib/local-path';
import { currentActor } from '@/server/auth';

export const generateMetadata = titled('identity', 'signIn');

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const from = toLocalPath(typeof query.from === 'string' ? query.from : null);
  if (await currentActor()) redirect(from);
  const t = await getTranslations('identity');
  return (
    <SignInFrame
      title={t('title')}
      text={t('text')}
      formTitle={t('signIn')}
      foot={
        <>
          <span>{t('browsers')}</span>
          <Link href="/progress" className="inline-flex min-h-6 items-center max-md:min-h-11">
            {t('progress')}
          </Link>
          <Link href="/public-notices" className="inline-flex min-h-6 items-center max-md:min-h-11">
            {t('publicNotices')}
          </Link>
        </>
      }
    >
      <SignInForm from={from} ended={toSignInNotice(query.ended)} hasProvider={issuer() !== null} />
    </SignInFrame>
  );
}
