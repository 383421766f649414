import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { SaveBar } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatAmount, formatRate, toChineseCapitals } from '@/domain/money';
import { stageOf } from '@/domain/programme';
import { labelOf } from '@/i18n/label';
import { decide } from '../actions';
import type { DecisionDraft } from '../draft';
import type { DecisionView } from '../queries';
import type { DecisionFields } from '../schema';

/** The summary of a decision as it was typed, what will follow from it, and the button that takes it. */
export async function ConfirmDecision({
  view,
  input,
  typed,
}: {
  view: DecisionView;
  input: DecisionFields;
  typed: DecisionDraft;
}) {
  const t = await getTranslations('decisions');
  const page = `/cases/${input.caseId}/decision`;
  return (
    <>
      <SayBar tone={input.outcome === 'APPROVED' ? 'accent' : 'amber'} className="my-4" detail={t('cannotUndo')}>
        {await consequence(view, input)}
      </SayBar>
      <SectionHead>{t('summary')}</SectionHead>
      <DataList columns={1} facts={await factsOf(view, input)} className="mb-6 max-w-180 border-t border-rule" />
      <ActionForm action={decide} aria-label={t('confirmTitle')}>
        <input type="hidden" name="caseId" value={input.caseId} />
        {Object.entries(typed).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <SaveBar>
          <SubmitButton>{t(`take.${input.outcome}`)}</SubmitButton>
          <ButtonLink href={`${page}?edit=1`}>{t('back')}</ButtonLink>
        </SaveBar>
      </ActionForm>
    </>
  );
}

async function consequence({ facts, authority, given }: DecisionView, input: DecisionFields): Promise<string> {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  if (input.outcome === 'DECLINED') return t('consequence.DECLINED');
  if (input.outcome === 'RETURNED')
    return t('consequence.RETURNED', {
      stage: input.returnTo ? labelOf(stageOf(facts.definition, input.returnTo).name, locale) : '',
      given,
    });
  const needed = authority?.approvals ?? 1;
  const left = needed - given - 1;
  return left > 0 ? t('consequence.ENDORSED', { left }) : t('consequence.APPROVED', { needed });
}

async function factsOf(view: DecisionView, input: DecisionFields): Promise<Fact[]> {
  const t = await getTranslations('decisions');
  const common = await getTranslations('common');
  const locale = await getLocale();
  const { facts } = view;
  const amount = (fen: bigint) => `${formatAmount(fen, 'WAN')} ${common('unitWAN')}`;
  const conditions = [...input.proposed.flatMap((index) => view.proposed[index] ?? []), ...input.conditions];
  const rows: (Fact | false)[] = [
    { label: t('applicant'), value: view.applicantName, note: facts.reference },
    { label: t('outcomeLabel'), value: <b>{t(`choice.${input.outcome}`)}</b> },
    input.amountFen !== undefined && {
      label: t('approvedAmount'),
      value: <b>{amount(input.amountFen)}</b>,
      note: toChineseCapitals(input.amountFen),
    },
    input.amountFen !== undefined &&
      view.recommended !== null && { label: t('recommendedAmount'), value: amount(view.recommended.amountFen) },
    input.termMonths !== undefined && {
      label: t('termLabel'),
      value: t('termMonths', { count: input.termMonths }),
    },
    input.rateBps !== undefined && { label: t('rateLabel'), value: formatRate(input.rateBps) },
    input.returnTo !== undefined && {
      label: t('returnTo'),
      value: labelOf(stageOf(facts.definition, input.returnTo).name, locale),
    },
    input.outcome === 'APPROVED' && {
      label: t('conditions'),
      value:
        conditions.length === 0 ? (
          t('noConditions')
        ) : (
          <ul>
            {conditions.map((row) => (
              <li key={`${row.gate}${row.text}`}>
                {row.text} <span className="text-xs text-ink-2">{t(`gate.${row.gate}`)}</span>
              </li>
            ))}
          </ul>
        ),
    },
    {
      label: t('opinion'),
      value: <span className="whitespace-pre-line">{input.opinion || t('notFilled')}</span>,
    },
  ];
  return rows.filter((row) => row !== false);
}
