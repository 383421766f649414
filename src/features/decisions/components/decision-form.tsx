import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Link } from '@/components/ui/link';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { amountToInput } from '@/domain/money';
import { stageOf } from '@/domain/programme';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';
import { escalate } from '../actions';
import { type DecisionDraft, readDraft } from '../draft';
import { type DecisionView, getDecision, type Offer, offerOf } from '../queries';
import { DecisionFields, type DecisionFieldsProps } from './decision-fields';

type Props = {
  actor: Actor;
  caseId: string;
  /** where everything a decision rests on stands beside this form, when it is not here */
  deskHref?: string;
};

/** The place of the decision, for an approver; absent for everybody else. What is not offered says why. */
export async function DecisionForm({ actor, caseId, deskHref }: Props) {
  const today = dayOf(currentTime());
  const view = await getDecision(actor, caseId, today);
  const offer = view && offerOf(actor, view, today);
  if (!view || !offer) return null;
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const why = await whyNot(actor, view, offer);
  const open = offer.decline.length === 0 || offer.return.length === 0 || offer.approve.length === 0;
  const level = view.levels.findIndex((row) => row.own);
  return (
    <ConfirmPanel
      id="decide"
      title={t('yourDecision')}
      note={
        level < 0 ? undefined : t('levelNote', { name: labelOf(actor.organisation.name, locale), level: level + 1 })
      }
      why={why.length > 0 ? why.map((sentence) => <p key={sentence}>{sentence}</p>) : undefined}
    >
      {deskHref && (
        <p className="mt-1 mb-2">
          <Link href={deskHref}>{t('desk.open')}</Link>
        </p>
      )}
      {offer.mustMove && (
        <ActionForm action={escalate} className="mb-4">
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="version" value={view.facts.version} />
          <SubmitButton>
            {t('sendTo', { to: view.authority ? labelOf(view.authority.organisation, locale) : '' })}
          </SubmitButton>
        </ActionForm>
      )}
      {open && (
        <div className="mt-2">
          <DecisionFields
            {...fieldsOf(view, offer, await readDraft(actor, caseId), locale)}
            primary={!offer.mustMove}
          />
        </div>
      )}
    </ConfirmPanel>
  );
}

/** Sentences on what is not offered, with the two numbers where there are two. */
async function whyNot(actor: Actor, view: DecisionView, offer: Offer): Promise<string[]> {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  const own = view.levels.find((row) => row.own);
  const amount = words.say(view.amountFen);
  const to = view.decidingOrganisation ? labelOf(view.decidingOrganisation, locale) : '';
  if (offer.approve.some((refusal) => refusal.code === 'NOT_AT_DECISION_LEVEL') && !offer.mustMove) {
    const name = labelOf(actor.organisation.name, locale);
    const over = own?.upToFen !== null && own?.upToFen !== undefined && own.upToFen < view.amountFen;
    return [
      over && own.upToFen
        ? t('whyOver', { name, amount, limit: words.say(own.upToFen), to })
        : t('whyElsewhere', { amount, to }),
    ];
  }
  if (offer.mustMove)
    return [t('whyMoved', { amount, to: view.authority ? labelOf(view.authority.organisation, locale) : '' })];
  const refusals = new Map(offer.approve.map((refusal) => [refusal.code, refusal]));
  const sentences = await Promise.all([...refusals.values()].map(describeRefusal));
  const still = offer.decline.length === 0 || offer.return.length === 0;
  return sentences.length > 0 && still ? [t('whyNoApproval'), ...sentences] : sentences;
}

function fieldsOf(
  view: DecisionView,
  offer: Offer,
  draft: DecisionDraft | null,
  locale: string,
): Omit<DecisionFieldsProps, 'primary'> {
  const { facts, recommended } = view;
  const fresh = draft?.version === String(facts.version) ? draft : null;
  return {
    caseId: facts.id,
    version: facts.version,
    outcomes: [
      ...(offer.approve.length === 0 ? (['APPROVED'] as const) : []),
      ...(offer.return.length === 0 ? (['RETURNED'] as const) : []),
      ...(offer.decline.length === 0 ? (['DECLINED'] as const) : []),
    ],
    typed: fresh ?? {},
    recommended: {
      amount: amountToInput(recommended?.amountFen, 'WAN'),
      termMonths: String(recommended?.termMonths ?? ''),
      rate: recommended ? (recommended.rateBps / 100).toFixed(2) : '',
    },
    hasRate: facts.definition.financing === 'LOAN',
    ceiling: (facts.definition.rateCeilingBps / 100).toFixed(2),
    proposed: view.proposed,
    targets: offer.targets.map((stage) => ({
      value: stage,
      label: labelOf(stageOf(facts.definition, stage).name, locale),
    })),
  };
}
