import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Label } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { passOn } from '../actions';
import type { TransferView } from '../queries';

/** Chooses the colleague who takes the task over, and says why. */
export async function TransferForm({ view, takers }: { view: TransferView; takers: { id: string; name: Label }[] }) {
  const t = await getTranslations('colleagues');
  const common = await getTranslations('common');
  const locale = await getLocale();
  return (
    <ActionForm action={passOn} aria-label={t('passOn')}>
      <input type="hidden" name="caseId" value={view.caseId} />
      <input type="hidden" name="version" value={view.version} />
      <Field name="toId" label={t('to')} hint={t('toHint')} required group>
        <RadioGroup choices={takers.map(({ id, name }) => ({ value: id, label: labelOf(name, locale) }))} />
      </Field>
      <Field name="reason" label={t('reason')} required>
        <TextArea rows={3} />
      </Field>
      <SaveBar>
        <SubmitButton>{t('passOn')}</SubmitButton>
        <ButtonLink href={`/cases/${view.caseId}`}>{common('cancel')}</ButtonLink>
      </SaveBar>
    </ActionForm>
  );
}
