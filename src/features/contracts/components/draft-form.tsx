import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { needsLinkage } from '@/domain/contract-terms';
import { amountToInput } from '@/domain/money';
import { SavedMark } from '@/features/drafts/components/autosaved-form';
import { DraftedForm } from '@/features/drafts/components/drafted-form';
import { formKeys } from '@/features/drafts/form-keys';
import { KeyField } from '@/features/key-field';
import { draft } from '../actions';
import { FIRST_ROWS } from '../field-names';
import type { ContractView } from '../queries';
import { ContractFields } from './contract-fields';

/** Drafting and redrafting; it starts from what stands, else from what was approved. */
export async function DraftForm({
  view,
  rows,
  primary = false,
}: {
  view: ContractView;
  rows: number;
  /** the next step of the case */
  primary?: boolean;
}) {
  const t = await getTranslations('contracts');
  const { facts, contract } = view;
  const { definition } = facts;
  const rateBps = contract?.rateBps ?? view.approvedRateBps;
  return (
    <Section aria-labelledby="draft">
      <SectionHead
        id="draft"
        note={view.approvalValidUntil ? t('approvalValidUntil', { day: view.approvalValidUntil }) : undefined}
      >
        {t(contract ? 'redraft' : 'draft')}
      </SectionHead>
      {contract?.status === 'LEGAL_CHECKED' && (
        <SayBar tone="amber" className="mb-4">
          {t('redraftVoids')}
        </SayBar>
      )}
      <DraftedForm
        action={draft}
        aria-labelledby="draft"
        formKey={formKeys.contract(facts.id)}
        href={`/cases/${facts.id}/contract`}
        title={`${t(contract ? 'redraft' : 'draft')} ${view.title}`}
        caseId={facts.id}
      >
        <KeyField />
        <input type="hidden" name="caseId" value={facts.id} />
        <input type="hidden" name="version" value={facts.version} />
        <input type="hidden" name="revision" value={contract?.revision ?? 0} />
        <ContractFields
          start={{
            amount: amountToInput(contract?.amountFen ?? facts.approvedAmountFen, 'WAN'),
            termMonths: String(contract?.termMonths ?? view.approvedTermMonths ?? ''),
            rate: rateBps === null ? '' : (rateBps / 100).toFixed(2),
            repaymentMethod: contract?.repaymentMethod ?? view.recommendedMethod ?? '',
            securityKind: contract?.securityKind ?? '',
            securityReference: contract?.securityReference ?? '',
            linkedHouseholds: contract?.linkedHouseholds?.toString() ?? '',
            tranches: view.tranches
              .filter((row) => row.status === 'PLANNED')
              .map((row) => ({ on: row.plannedOn, amount: amountToInput(row.amountFen, 'WAN') })),
          }}
          limits={{
            amount: amountToInput(facts.approvedAmountFen, 'WAN'),
            termMonths: String(view.approvedTermMonths ?? ''),
            rate: (definition.rateCeilingBps / 100).toFixed(2),
          }}
          isLoan={definition.financing === 'LOAN'}
          methods={definition.repaymentMethods}
          securityKinds={definition.securityKinds}
          linkage={needsLinkage(definition, facts.applicantKind)}
          rows={Math.max(rows, FIRST_ROWS)}
        />
        <div className="flex items-center gap-3">
          <SubmitButton variant={primary ? 'primary' : 'default'}>{t('saveDraft')}</SubmitButton>
          <SavedMark />
        </div>
      </DraftedForm>
    </Section>
  );
}
