import { getLocale, getTranslations } from 'next-intl/server';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { formatPercent, formatRate } from '@/domain/money';
import { applicantRule } from '@/domain/programme';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { DecisionView } from '../queries';

type Props = {
  view: DecisionView;
  /** of the report that stands; null where there is none */
  scoreBps: number | null;
  documents: { met: number; owed: number } | null;
};

/** The ratios by which a case is judged, each with its bound; and what is still owed, with the way to it. */
export async function KeyFigures({ view, scoreBps, documents }: Props) {
  const t = await getTranslations('decisions');
  const { facts, recommended } = view;
  const rule = applicantRule(facts.definition, facts.applicantKind);
  const rows: (Fact | false)[] = [
    {
      label: t('figures.score'),
      value: formatRate(scoreBps),
      note: t('figures.atLeast', { bound: formatRate(facts.definition.minimumScoreBps) }),
    },
    {
      label: t('figures.ofRequested'),
      value: formatPercent(facts.recommendedAmountFen, facts.requestedAmountFen),
    },
    await authorityShare(view),
    recommended !== null && {
      label: t('figures.term'),
      value: t('termMonths', { count: recommended.termMonths }),
      note: rule ? t('figures.atMost', { bound: t('termMonths', { count: rule.maximumTermMonths }) }) : undefined,
    },
    recommended !== null && {
      label: t('figures.rate'),
      value: formatRate(recommended.rateBps),
      note: t('figures.atMost', { bound: formatRate(facts.definition.rateCeilingBps) }),
    },
    documents !== null && {
      label: t('figures.documents'),
      value: <a href="#documents-title">{t('figures.documentsMet', documents)}</a>,
      note: documents.met < documents.owed ? t('figures.documentsOwed', { count: documents.owed - documents.met }) : '',
    },
    conditionsFact(view, t),
  ];
  return (
    <Section aria-labelledby="key-figures">
      <SectionHead id="key-figures">{t('figures.title')}</SectionHead>
      <DataList facts={rows.filter((row) => row !== false)} />
    </Section>
  );
}

/** How much of the limit of the office that decides the amount takes. */
async function authorityShare(view: DecisionView): Promise<Fact | false> {
  const t = await getTranslations('decisions');
  const words = await amountWords();
  const level = view.levels.find((row) => row.deciding);
  if (!level || level.upToFen === undefined) return false;
  return {
    label: t('figures.ofLimit'),
    value: level.upToFen === null ? t('unlimited') : formatPercent(view.amountFen, level.upToFen),
    note:
      level.upToFen === null
        ? labelOf(level.name, await getLocale())
        : t('figures.limitOf', { name: labelOf(level.name, await getLocale()), limit: words.say(level.upToFen) }),
  };
}

/** Before the approval what the report proposes counts, after it what the approval demands and nobody has met. */
function conditionsFact(view: DecisionView, t: Awaited<ReturnType<typeof getTranslations<'decisions'>>>): Fact {
  const open = view.conditions.filter((row) => row.status === 'OPEN');
  const owed = open.length > 0 ? open : view.proposed;
  const count = (gate: 'CONTRACT' | 'DISBURSEMENT') => owed.filter((row) => row.gate === gate).length;
  return {
    label: t(open.length > 0 ? 'figures.conditionsOpen' : 'figures.conditionsProposed'),
    value:
      owed.length === 0 ? (
        t('noConditions')
      ) : (
        <a href={open.length > 0 ? '#conditions' : '#report'}>
          {t('figures.conditions', { contract: count('CONTRACT'), disbursement: count('DISBURSEMENT') })}
        </a>
      ),
  };
}
