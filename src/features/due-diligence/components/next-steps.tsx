import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { checkComplete } from '@/domain/due-diligence-report';
import { checkTransition } from '@/domain/gates';
import { formatAmount, formatRate } from '@/domain/money';
import { can } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import { labelOf } from '@/i18n/label';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { confirm, recommend } from '../actions';
import type { DueDiligenceView } from '../queries';
import { EMPTY_REPORT } from '../report-rows';
import { mayAssign } from '../tasks';
import { workRefusal } from '../work-refusal';

type Props = { view: DueDiligenceView; actor: Actor; today: Day };

/** What this person can do next on the case, each with its reason when it cannot be done yet. */
export async function NextSteps(props: Props) {
  const t = await getTranslations('due-diligence');
  const { view, actor } = props;
  return (
    <>
      {mayAssign(view, actor) && view.managers.length < 2 && (
        <p className="mb-4">
          <ButtonLink variant="primary" href={`/cases/${view.facts.id}/due-diligence/assign`}>
            {t('task.assign')}
          </ButtonLink>
        </p>
      )}
      <ConfirmStep {...props} />
      <RecommendStep {...props} />
    </>
  );
}

/** Why this person cannot confirm the report; null when they can. */
function confirmRefusal(view: DueDiligenceView, actor: Actor): RefusalValue | null {
  const { facts, report } = view;
  // after a return the version shown is void, and nothing stands yet
  if (!facts.report || !report) return checkComplete(facts, EMPTY_REPORT);
  if (report.authorId === actor.userId) return { code: 'SAME_PERSON', params: { duty: 'REPORT_AUTHOR' } };
  return checkComplete(facts, report.content);
}

async function ConfirmStep({ view, actor }: Props) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  const { report, facts } = view;
  if (workRefusal(view, actor) !== null || facts.report?.status === 'CONFIRMED') return <div id="confirm" />;
  const refusal = confirmRefusal(view, actor);
  return (
    <ConfirmPanel
      id="confirm"
      title={t('task.confirm')}
      why={
        refusal
          ? await describeRefusal(refusal)
          : t('confirmWhy', { name: report ? labelOf(report.author, locale) : '' })
      }
      className="mb-4"
    >
      {refusal === null && (
        <ActionForm action={confirm} aria-label={t('task.confirm')}>
          <input type="hidden" name="caseId" value={facts.id} />
          <input type="hidden" name="revision" value={report?.revision ?? 0} />
          <SubmitButton>{t('confirmSubmit')}</SubmitButton>
        </ActionForm>
      )}
    </ConfirmPanel>
  );
}

async function RecommendStep({ view, actor, today }: Props) {
  const t = await getTranslations('due-diligence');
  const common = await getTranslations('common');
  const unit = await displayUnit();
  const { facts, report } = view;
  if (!can(actor, 'case.recommend') || workRefusal(view, actor) !== null) return <div id="recommend" />;
  const refusals = checkTransition('recommend', facts, actor, today);
  const reasons = await Promise.all(refusals.map(describeRefusal));
  return (
    <ConfirmPanel
      id="recommend"
      title={t('task.recommend')}
      why={
        reasons.length > 0 ? (
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : (
          t('recommendWhy', {
            amount: formatAmount(report?.content.recommendedAmountFen, unit),
            unit: common(`unit${unit}`),
            term: report?.content.termMonths ?? 0,
            rate: formatRate(report?.content.rateBps),
          })
        )
      }
      className="mb-4"
    >
      {reasons.length === 0 && (
        <ActionForm action={recommend} aria-label={t('task.recommend')}>
          <input type="hidden" name="caseId" value={facts.id} />
          <input type="hidden" name="version" value={facts.version} />
          <SubmitButton>{t('recommendSubmit')}</SubmitButton>
        </ActionForm>
      )}
    </ConfirmPanel>
  );
}
