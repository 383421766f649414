import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { discard } from '../actions';
import type { BackEntryView } from '../queries';

/** Under the form of an own entry: gives it up, after asking once more. */
export async function DiscardPanel({ view }: { view: BackEntryView }) {
  const t = await getTranslations('back-entries.discard');
  return (
    <div className="mt-6 border-t border-rule pt-3">
      <ConfirmDialog
        trigger={t('open')}
        triggerVariant="text"
        title={t('title', { paper: view.paperReference })}
        description={t('note')}
      >
        <ActionForm action={discard} aria-label={t('open')}>
          <input type="hidden" name="id" value={view.id} />
          <input type="hidden" name="revision" value={view.revision} />
          <SubmitButton variant="danger">{t('submit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}
