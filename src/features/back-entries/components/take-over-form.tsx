import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { takeOver } from '../actions';
import type { BackEntryView } from '../queries';

/** Offers to go on with an entry whose writer has left. */
export async function TakeOverForm({ view }: { view: BackEntryView }) {
  const t = await getTranslations('back-entries');
  return (
    <ConfirmPanel title={t('takeOver')} why={t('takeOverWhy')}>
      <ActionForm action={takeOver} aria-label={t('takeOver')}>
        <input type="hidden" name="id" value={view.id} />
        <input type="hidden" name="revision" value={view.revision} />
        <SubmitButton>{t('takeOver')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
