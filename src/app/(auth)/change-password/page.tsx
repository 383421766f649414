import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { ChangePasswordForm } from '@/features/identity/components/change-password-form';
import { toLocalPath } from '@/lib/local-path';
import { signedInActor } from '@/server/auth';

export const generateMetadata = titled('identity', 'changePassword');

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where an account with a one-time password comes before anything else. */
export default async function ChangePasswordPage({ searchParams }: Props) {
  const query = await searchParams;
  const from = toLocalPath(typeof query.from === 'string' ? query.from : null);
  const found = await signedInActor();
  if (!found) redirect(`/sign-in?${new URLSearchParams({ from })}`);
  if (found.owes === 'CODE') redirect(`/second-factor?${new URLSearchParams({ from })}`);
  if (!found.mustChangePassword) redirect(from);
  const t = await getTranslations('identity');
  const shell = await getTranslations('shell');
  return (
    <SignInFrame title={t('title')} text={t('text')} formTitle={t('changePassword')}>
      <p className="mb-4 text-sm text-ink-2">{t('mustChange', { username: found.actor.username })}</p>
      <ChangePasswordForm from={from} />
      <form method="post" action="/api/sign-out" className="mt-4 border-t border-rule-strong pt-3">
        <button type="submit" className="min-h-6 text-sm text-ink-2 hover:underline max-md:min-h-11">
          {shell('signOut')}
        </button>
      </form>
    </SignInFrame>
  );
}
