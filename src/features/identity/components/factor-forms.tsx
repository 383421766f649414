import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { FactorField } from '@/components/ui/factor-field';
import { Link } from '@/components/ui/link';
import { OnceShown, UntilDone, WhenDone } from '@/components/ui/once';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { beginMyFactor, confirmMyFactor, removeMyFactor, renewMyCodes, showFactor } from '../actions';
import type { PendingFactor } from '../queries';

function useCodeWords() {
  const t = useTranslations('identity.factor.codes');
  return {
    title: t('title'),
    once: t('once'),
    label: t('label'),
    secret: t('secret'),
    download: t('download'),
    fileName: t('fileName'),
  };
}

/** The second step of signing in. */
export function ShowFactorForm({ from }: { from: string }) {
  const t = useTranslations('identity.factor');
  return (
    <ActionForm action={showFactor} aria-label={t('codeTitle')}>
      <input type="hidden" name="from" value={from} />
      <FactorField />
      <SubmitButton className="h-11 w-full text-md">{t('send')}</SubmitButton>
    </ActionForm>
  );
}

/** Before anything is made: one button. */
export function BeginFactorForm() {
  const t = useTranslations('identity.factor');
  return (
    <ActionForm action={beginMyFactor} aria-label={t('setUpTitle')}>
      <SubmitButton>{t('begin')}</SubmitButton>
    </ActionForm>
  );
}

/**
 * Picture, key and first code; afterwards the recovery codes stand in their place, also when the page around has been drawn
 * anew and nothing is pending any more. `next` is where to go on.
 */
export function SetUpFactorForm({ pending, next }: { pending: PendingFactor | null; next: string }) {
  const t = useTranslations('identity.factor');
  return (
    <ActionForm action={confirmMyFactor} aria-label={t('setUpTitle')}>
      <OnceShown words={useCodeWords()} />
      <UntilDone>
        {pending !== null && (
          <>
            <p>{t('step1')}</p>
            <Picture svg={pending.svg} label={t('qr')} />
            <p className="mb-4 text-sm text-ink-2">
              {t('orType')}
              <code className="block text-md text-ink select-all">{spaced(pending.secret)}</code>
            </p>
            <FactorField hint={t('step2')} />
            <SubmitButton>{t('confirm')}</SubmitButton>
          </>
        )}
      </UntilDone>
      <WhenDone>
        <p className="mb-3 text-sm">{t('done')}</p>
        <p>
          <Link href={next} className="inline-flex min-h-6 items-center max-md:min-h-11">
            {t('go')}
          </Link>
        </p>
      </WhenDone>
    </ActionForm>
  );
}

/** Groups of four are typed with fewer mistakes. */
const spaced = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

function Picture({ svg, label }: { svg: string; label: string }) {
  const address = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return (
    // biome-ignore lint/performance/noImgElement: a picture inside the page has nothing to optimise
    <img src={address} alt={label} width={184} height={184} className="my-3 border border-rule bg-white" />
  );
}

/** What can be done with a factor that is set up; both ask for a code of it. */
export function FactorControls() {
  const t = useTranslations('identity.factor');
  return (
    <ConfirmPanel title={t('manage')} className="mt-6">
      <ActionForm action={renewMyCodes} aria-label={t('renew')} className="border-b border-rule py-2">
        <OnceShown words={useCodeWords()} />
        <UntilDone>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="text-sm text-ink-2">{t('renewWhat')}</p>
            <SubmitButton variant="default">{t('renew')}</SubmitButton>
          </div>
        </UntilDone>
      </ActionForm>
      <ActionForm action={removeMyFactor} aria-label={t('remove')} className="py-2">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p className="text-sm text-ink-2">{t('removeWhat')}</p>
          <SubmitButton variant="danger">{t('remove')}</SubmitButton>
        </div>
      </ActionForm>
    </ConfirmPanel>
  );
}
