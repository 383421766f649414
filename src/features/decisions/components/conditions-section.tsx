import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { TextArea } from '@/components/ui/inputs';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { meet } from '../actions';
import type { ConditionView, DecisionView } from '../queries';

const DECIDED: readonly string[] = ['CONTRACT', 'DISBURSEMENT', 'FOLLOW_UP'];

/** The approval's conditions: what each blocks, whether it is met and by what evidence. */
export async function ConditionsSection({ actor, view }: { actor: Actor; view: DecisionView }) {
  const t = await getTranslations('decisions');
  const { facts } = view;
  const mayMeet =
    can(actor, 'condition.meet') &&
    DECIDED.includes(facts.stage) &&
    facts.status === 'OPEN' &&
    !facts.conflicts.includes(actor.userId);
  if (view.conditions.length === 0) return null;
  return (
    <Section aria-labelledby="conditions">
      <SectionHead id="conditions" note={t('conditionsNote')}>
        {t('conditions')}
      </SectionHead>
      <Table caption={t('conditions')}>
        <thead>
          <tr>
            <Th>{t('condition')}</Th>
            <Th>{t('gateHead')}</Th>
            <Th>{t('conditionStatus')}</Th>
            <Th>{t('evidence')}</Th>
          </tr>
        </thead>
        <tbody>
          {view.conditions.map((row) => (
            <ConditionRow key={row.id} row={row} caseId={facts.id} mayMeet={mayMeet} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

async function ConditionRow({ row, caseId, mayMeet }: { row: ConditionView; caseId: string; mayMeet: boolean }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  return (
    <tr className={row.status === 'VOID' ? 'text-ink-3' : undefined}>
      <RowHead className="whitespace-pre-line">{row.text}</RowHead>
      <Td label={t('gateHead')}>{t(`gate.${row.gate}`)}</Td>
      <Td>
        <Status
          tone={row.status === 'MET' ? 'green' : row.status === 'OPEN' ? 'amber' : 'grey'}
          hollow={row.status !== 'MET'}
        >
          {t(`conditionStatuses.${row.status}`)}
        </Status>
      </Td>
      <Td>
        {row.evidence !== null && (
          <>
            <span className="whitespace-pre-line">{row.evidence}</span>
            <span className="block text-xs text-ink-2">
              {row.metBy && labelOf(row.metBy, locale)} {row.metAt && formatInstant(row.metAt)}
            </span>
          </>
        )}
        {row.status === 'OPEN' && mayMeet && (
          <details>
            <summary className="cursor-pointer py-1 text-accent max-md:py-2.75">{t('meet')}</summary>
            <ActionForm action={meet} aria-label={t('meetNamed', { text: row.text })} className="pt-2">
              <input type="hidden" name="caseId" value={caseId} />
              <input type="hidden" name="conditionId" value={row.id} />
              <Field name="evidence" label={t('evidence')} hint={t('evidenceHint')} required>
                <TextArea rows={2} />
              </Field>
              <SubmitButton variant="default">{t('meetSubmit')}</SubmitButton>
            </ActionForm>
          </details>
        )}
        {row.status === 'OPEN' && !mayMeet && '--'}
      </Td>
    </tr>
  );
}
