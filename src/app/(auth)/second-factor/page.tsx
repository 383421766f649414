import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { BeginFactorForm, SetUpFactorForm, ShowFactorForm } from '@/features/identity/components/factor-forms';
import { getFactor } from '@/features/identity/queries';
import { toLocalPath } from '@/lib/local-path';
import { signedInActor } from '@/server/auth';
import { read } from '@/server/command';

export const generateMetadata = titled('identity', 'factor.title');

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where whoever owes a second factor comes before anything else: a code of it, or setting it up. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const query = await searchParams;
  const from = toLocalPath(typeof query.from === 'string' ? query.from : null);
  const found = await signedInActor();
  if (!found) redirect(`/sign-in?${new URLSearchParams({ from })}`);
  const { actor, owes } = found;
  const factor = await read(actor, (tx) => getFactor(tx, actor));
  if (!owes && !factor.isSetUp) redirect(from);
  const t = await getTranslations('identity');
  const shell = await getTranslations('shell');
  const title = t(owes === 'CODE' ? 'factor.codeTitle' : 'factor.setUpTitle');
  return (
    <SignInFrame title={t('title')} text={t('text')} formTitle={title}>
      {owes === 'CODE' ? (
        <>
          <p className="mb-4 text-sm text-ink-2">{t('factor.codeText', { username: actor.username })}</p>
          <ShowFactorForm from={from} />
          <p className="mt-4 text-sm text-ink-2">{t('factor.lost')}</p>
        </>
      ) : (
        <>
          {owes === 'SET_UP' && (
            <p className="mb-4 text-sm text-ink-2">{t('factor.mustSetUp', { username: actor.username })}</p>
          )}
          {owes === 'SET_UP' && !factor.pending && <BeginFactorForm />}
          <SetUpFactorForm pending={factor.pending} next={from} />
        </>
      )}
      <form method="post" action="/api/sign-out" className="mt-4 border-t border-rule-strong pt-3">
        <button type="submit" className="min-h-6 text-sm text-ink-2 hover:underline max-md:min-h-11">
          {shell('signOut')}
        </button>
      </form>
    </SignInFrame>
  );
}
