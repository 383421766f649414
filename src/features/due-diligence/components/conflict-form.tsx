import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { can } from '@/domain/permissions';
import { declare } from '../actions';

/** Stepping back from a case; absent for whoever takes no part in it or has stepped back already. */
export async function ConflictForm({ actor, facts }: { actor: Actor; facts: CaseFacts }) {
  const t = await getTranslations('due-diligence');
  if (!can(actor, 'case.declare-conflict') || facts.status === 'CLOSED') return null;
  if (facts.conflicts.includes(actor.userId)) return <p className="mt-6 text-sm text-ink-2">{t('youAreRecused')}</p>;
  return (
    <div className="mt-6 border-t border-rule pt-3">
      <ConfirmDialog trigger={t('declareConflict')} title={t('declareConflict')} description={t('conflictConsequence')}>
        <ActionForm action={declare} aria-label={t('declareConflict')}>
          <input type="hidden" name="caseId" value={facts.id} />
          <Field name="statement" label={t('conflictStatement')} hint={t('conflictHint')} required>
            <TextArea />
          </Field>
          <SubmitButton variant="danger">{t('conflictSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}
