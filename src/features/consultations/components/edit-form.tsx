import { getTranslations } from 'next-intl/server';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { saveConsultation } from '../actions';
import type { ConsultationView, Limits } from '../queries';
import { PayeePart } from './payee-part';
import { EligibilityPart, RecommenderPart, RequestPart } from './request-parts';

export async function EditForm({ caseId, view }: { caseId: string; view: ConsultationView & { limits: Limits } }) {
  const t = await getTranslations('consultations');
  return (
    <DraftedForm
      action={saveConsultation}
      className="max-w-160 max-md:pb-16"
      aria-label={t('edit.title')}
      formKey={formKeys.consultation(caseId)}
      href={`/cases/${caseId}/consultation`}
      title={`${t('edit.title')} ${view.title}`}
      caseId={caseId}
    >
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="version" value={view.version} />
      <RequestPart values={view} limits={view.limits} />
      {view.questions.length > 0 && <EligibilityPart values={view} questions={view.questions} />}
      <RecommenderPart values={view} />
      <PayeePart name={view.payeeName} account={view.payeeAccount} owed={false} />
      <SaveBar>
        <SubmitButton>{t('edit.submit')}</SubmitButton>
        <SavedMark />
      </SaveBar>
    </DraftedForm>
  );
}
