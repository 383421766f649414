import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { SetupForm } from '@/features/setup/components/setup-form';
import { isSetupOpen } from '@/features/setup/queries';

export const generateMetadata = titled('identity', 'setup.title');

// It must know at each visit whether somebody can sign in by now.
export const dynamic = 'force-dynamic';

/** The first page of an empty database; not found once somebody can sign in. */
export default async function SetupPage() {
  if (!(await isSetupOpen())) notFound();
  const t = await getTranslations('identity');
  return (
    <SignInFrame title={t('title')} text={t('text')} formTitle={t('setup.title')}>
      <p className="mb-4 text-sm text-ink-2">{t('setup.text')}</p>
      <SetupForm />
    </SignInFrame>
  );
}
