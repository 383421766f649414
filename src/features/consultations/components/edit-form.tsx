import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { saveConsultation } from '../actions';
import type { ConsultationView, Limits } from '../queries';
import { PayeePart } from './payee-part';
import { RequestParts } from './request-parts';

export async function EditForm({ caseId, view }: { caseId: string; view: ConsultationView & { limits: Limits } }) {
  const t = await getTranslations('consultations');
  return (
    <ActionForm action={saveConsultation} className="max-w-160 max-md:pb-16" aria-label={t('edit.title')}>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="version" value={view.version} />
      <RequestParts values={view} limits={view.limits} questions={view.questions} />
      <PayeePart name={view.payeeName} account={view.payeeAccount} owed={false} />
      <SaveBar>
        <SubmitButton>{t('edit.submit')}</SubmitButton>
      </SaveBar>
    </ActionForm>
  );
}
