import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { confirm, reveal, sendBack } from '../actions';
import type { BackEntryView } from '../queries';

/** Where the second person settles an entry: make it a case, or send it back. */
export async function SettlePanel({ view }: { view: BackEntryView }) {
  const t = await getTranslations('back-entries');
  const seen = (
    <>
      <input type="hidden" name="id" value={view.id} />
      <input type="hidden" name="revision" value={view.revision} />
    </>
  );
  return (
    <ConfirmPanel title={t('confirm.title')} why={t('confirm.why')}>
      <ActionForm action={reveal} aria-label={t('confirm.reveal')} className="mb-3">
        <input type="hidden" name="id" value={view.id} />
        <p className="mb-1 text-sm text-ink-2">{t('confirm.revealNote')}</p>
        <SubmitButton variant="default" size="small">
          {t('confirm.reveal')}
        </SubmitButton>
      </ActionForm>
      <ActionForm action={confirm} aria-label={t('confirm.title')} className="mb-3">
        {seen}
        <SubmitButton>{t('confirm.submit')}</SubmitButton>
      </ActionForm>
      <ConfirmDialog trigger={t('confirm.refuse')} title={t('confirm.refuseTitle')}>
        <ActionForm action={sendBack} aria-label={t('confirm.refuseTitle')}>
          {seen}
          <Field name="reason" label={t('confirm.reason')} required>
            <TextArea />
          </Field>
          <SubmitButton>{t('confirm.refuseSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </ConfirmPanel>
  );
}
