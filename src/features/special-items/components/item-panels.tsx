import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { addCase, revoke, settle } from '../actions';
import type { SpecialItemView } from '../queries';

/** What may be done with the item now; where it waits for somebody else, for whom. */
export async function ItemPanels({ view }: { view: SpecialItemView }) {
  const t = await getTranslations('special-items');
  return (
    <>
      {view.phase === 'REQUESTED' && !view.maySettle && (
        <ConfirmPanel
          title={t('settle')}
          why={<p>{t(view.isYours ? 'waitsForAnother' : 'waitsForHeadOffice')}</p>}
          className="mb-5"
        >
          {null}
        </ConfirmPanel>
      )}
      {view.maySettle && (
        <ConfirmPanel title={t('settle')} why={<p>{t('settleText')}</p>} className="mb-5">
          <ActionForm action={settle} aria-label={t('settle')}>
            <input type="hidden" name="specialItemId" value={view.id} />
            <Field name="verdict" label={t('verdict')} required group>
              <RadioGroup
                choices={[
                  { value: 'APPROVED', label: <b>{t('verdicts.APPROVED')}</b> },
                  { value: 'REFUSED', label: <b>{t('verdicts.REFUSED')}</b>, hint: t('refusedHint') },
                ]}
              />
            </Field>
            <Field name="remark" label={t('remark')}>
              <TextArea rows={3} />
            </Field>
            <SubmitButton className="max-md:w-full">{t('settle')}</SubmitButton>
          </ActionForm>
        </ConfirmPanel>
      )}
      {view.mayAdd && <AddCasePanel view={view} />}
      {view.mayRevoke && (
        <ConfirmDialog trigger={t('revoke')} title={t('revoke')} description={t('revokeText')}>
          <ActionForm action={revoke} aria-label={t('revoke')}>
            <input type="hidden" name="specialItemId" value={view.id} />
            <Field name="remark" label={t('remark')} required>
              <TextArea rows={3} />
            </Field>
            <SubmitButton variant="danger">{t('revoke')}</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      )}
    </>
  );
}

async function AddCasePanel({ view }: { view: SpecialItemView }) {
  const t = await getTranslations('special-items');
  const empty = view.candidates.length === 0;
  return (
    <ConfirmPanel title={t('addCase')} why={<p>{t(empty ? 'noCandidates' : 'addCaseText')}</p>} className="mb-5">
      {!empty && (
        <ActionForm action={addCase} aria-label={t('addCase')} key={view.members.length}>
          <input type="hidden" name="specialItemId" value={view.id} />
          <Field name="caseId" label={t('case')} required>
            <Select
              width="full"
              placeholder={t('choose')}
              options={view.candidates.map((row) => ({ value: row.id, label: `${row.reference} ${row.title}` }))}
            />
          </Field>
          <SubmitButton className="max-md:w-full">{t('addCase')}</SubmitButton>
        </ActionForm>
      )}
    </ConfirmPanel>
  );
}
