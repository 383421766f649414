import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { SignInFrame } from '@/components/shell/sign-in-frame';
import { Link } from '@/components/ui/link';
import { KeyForm } from '@/features/screens/components/key-form';

export const generateMetadata = titled('screens', 'enter.title');

/** Where the link of a screen leads: the browser in front of the wall gets the screen, and nothing else. */
export default async function EnterPage({ searchParams }: { searchParams: Promise<{ wrong?: string }> }) {
  const t = await getTranslations('screens.enter');
  const { wrong } = await searchParams;
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
      <KeyForm
        words={{ label: t('key'), hint: t('keyHint'), open: t('open'), wrong: t('wrong') }}
        wrong={wrong === '1'}
      />
    </SignInFrame>
  );
}
