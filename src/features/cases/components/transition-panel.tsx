import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { ConfirmPanel } from '@/components/ui/panels';
import { describeRefusal } from '@/server/refusal-text';
import { PLAIN_VERBS } from '../plain-verbs';
import type { CaseView } from '../queries';

const FORWARD: readonly string[] = ['submit', 'accept', 'supplement', 'close', 'certify', 'resume'];

/** Where the specialist verbs are taken; in the decision stage, decline and return are votes. */
const ELSEWHERE = {
  assign: 'due-diligence/assign',
  recommend: 'due-diligence',
  sign: 'contract',
  compensate: 'follow-up',
  writeOff: 'follow-up',
} as const;

type Step = { verb: string; href: string; reasons: string[] };

/** What this person may do with the case now, and for what is shut, why: with the numbers, in words. */
export async function TransitionPanel({ view }: { view: CaseView }) {
  const t = await getTranslations('cases');
  const steps = await stepsOf(view);
  const [main] = steps.filter(
    (step) => step.reasons.length === 0 && (FORWARD.includes(step.verb) || step.verb in ELSEWHERE),
  );
  const others = steps.filter((step) => step !== main);
  if (steps.length === 0) return null;
  return (
    <ConfirmPanel
      className="not-first:mt-4"
      title={t('panel.title')}
      note={view.waiting ? t(`tasks.${view.waiting.task}` as never) : t('statuses.CLOSED')}
    >
      {main && (
        <Link href={main.href} className={buttonClass('primary')}>
          {t(`verbs.${main.verb}` as never)}
        </Link>
      )}
      {others.some((step) => step.reasons.length > 0) && (
        <ul className="mt-3 text-sm text-ink-2">
          {others
            .filter((step) => step.reasons.length > 0)
            .map((step) => (
              <li key={step.verb} className="mb-1.5">
                <b className="text-ink">{t('panel.notYet', { verb: t(`verbs.${step.verb}` as never) })}</b>{' '}
                {step.reasons.join(' ')}
              </li>
            ))}
        </ul>
      )}
      {others.some((step) => step.reasons.length === 0) && (
        <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-2 text-sm">
          {others
            .filter((step) => step.reasons.length === 0)
            .map((step) => (
              <li key={step.verb}>
                <Link href={step.href} className="inline-flex min-h-8 items-center max-md:min-h-11">
                  {t(`verbs.${step.verb}` as never)}
                </Link>
              </li>
            ))}
        </ul>
      )}
    </ConfirmPanel>
  );
}

async function stepsOf(view: CaseView): Promise<Step[]> {
  const base = `/cases/${view.facts.id}`;
  const plain: readonly string[] = PLAIN_VERBS;
  const steps: Step[] = [];
  for (const { verb, refusals } of view.transitions) {
    // votes are cast in the decision form beside this panel
    if (view.facts.stage === 'DECISION' && (verb === 'approve' || verb === 'decline' || verb === 'return')) continue;
    // once money is out, the ways back before it are no news to anybody
    if (refusals.some((refusal) => refusal.code === 'MONEY_ALREADY_PAID')) continue;
    const place = verb in ELSEWHERE ? ELSEWHERE[verb as keyof typeof ELSEWHERE] : null;
    if (!place && !plain.includes(verb)) continue;
    steps.push({
      verb,
      href: place ? `${base}/${place}` : `${base}/transition/${verb}`,
      reasons: await Promise.all(refusals.map(describeRefusal)),
    });
  }
  return steps;
}
