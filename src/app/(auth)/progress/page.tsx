import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { Link } from '@/components/ui/link';
import { ProgressForm } from '@/features/progress/components/progress-form';

export const generateMetadata = titled('progress', 'title');

/** How far one's own case is, for applicants: without a sign-in, and nothing but the stage and its day. */
export default async function ProgressPage() {
  const t = await getTranslations('progress');
  return (
    <SignInFrame
      title={t('heading')}
      text={t('text')}
      formTitle={t('title')}
      foot={
        <Link href="/sign-in" className="inline-flex min-h-6 items-center max-md:min-h-11">
          {t('toSignIn')}
        </Link>
      }
    >
      <ProgressForm />
    </SignInFrame>
  );
}
