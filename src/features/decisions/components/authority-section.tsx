import { getLocale, getTranslations } from 'next-intl/server';
import { AuthorityLadder, type AuthorityLevel } from '@/components/ui/authority-ladder';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Status } from '@/components/ui/status';
import { stageIndex } from '@/domain/stage';
import { type AmountWords, amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatMonthDay } from '@/lib/format-day';
import type { DecisionView, LevelView, RouteView } from '../queries';
import { AuthoritySentence } from './authority-sentence';

/** Who decides and why: the sentence with both numbers, then the chain with what each level may decide. */
export async function AuthoritySection({ view }: { view: DecisionView }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  const { authority } = view;
  return (
    <Section aria-labelledby="authority">
      <SectionHead
        id="authority"
        note={
          authority &&
          (authority.validFrom
            ? t('basis', { document: authority.documentNumber, from: authority.validFrom })
            : t('basisOfVersion', { document: authority.documentNumber }))
        }
      >
        {t('authority')}
      </SectionHead>
      <AuthoritySentence view={view} />
      {view.routes.map((route) => (
        <SayBar key={route.id} tone="amber" className="mb-3" detail={routeDetail(route, words, t, locale)}>
          {t(route.kind === 'case.escalated' ? 'routedUp' : 'routedDown', {
            to: route.to ? labelOf(route.to, locale) : '',
          })}
        </SayBar>
      ))}
      <AuthorityLadder
        caption={t('authority')}
        heads={{
          level: t('level'),
          limit: t('limitHead', { unit: words.unitWord }),
          compared: t('comparedHead', { amount: words.cell(view.amountFen) }),
          status: t('opinionHead'),
          amount: t('amountHead', { unit: words.unitWord }),
          who: t('whoHead'),
        }}
        amount={Number(view.amountFen)}
        unit={words.unitWord}
        levels={await Promise.all(view.levels.map((level) => levelOf(view, level, words)))}
      />
    </Section>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<'decisions'>>>;

function routeDetail(route: RouteView, words: AmountWords, t: Translate, locale: string): string {
  const day = formatDayOf(route.recordedAt);
  const passed = route.passed.map((step) => {
    const name = labelOf(step.name, locale);
    return step.upToFen === null ? t('passedNone', { name }) : t('passed', { name, limit: words.say(step.upToFen) });
  });
  return passed.length === 0 ? day : t('routeDetail', { day, passed: passed.join(t('separator')) });
}

async function levelOf(view: DecisionView, level: LevelView, words: AmountWords): Promise<AuthorityLevel> {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const standing = view.approvals.filter((row) => row.organisationId === level.organisationId && !row.voidedAt);
  const agreed = standing.filter((row) => row.outcome === 'APPROVED' && row.amountFen !== null);
  const name = labelOf(level.name, locale);
  const least = agreed.reduce<bigint | null>(
    (found, row) => (row.amountFen !== null && (found === null || row.amountFen < found) ? row.amountFen : found),
    null,
  );
  return {
    name: level.own ? t('ownLevel', { name }) : name,
    limitText:
      level.upToFen === undefined
        ? t('noAuthority')
        : level.upToFen === null
          ? t('unlimited')
          : words.cell(level.upToFen),
    limit: level.upToFen === undefined ? 0 : level.upToFen === null ? null : Number(level.upToFen),
    status: await statusOf(view, level),
    amountText: words.cell(least),
    who:
      standing.length === 0
        ? words.cell(null)
        : standing.map((row) => (
            <span key={row.id} className="mr-3 inline-block">
              {labelOf(row.approver, locale)} {formatMonthDay(formatDayOf(row.decidedAt))}
            </span>
          )),
    current: level.own || (!view.levels.some((row) => row.own) && level.deciding),
  };
}

async function statusOf({ facts, approvals, levels, authority, given }: DecisionView, level: LevelView) {
  const t = await getTranslations('decisions');
  const last = approvals.find((row) => row.organisationId === level.organisationId && !row.voidedAt);
  if (last?.outcome === 'DECLINED') return <Status tone="red">{t('outcome.DECLINED')}</Status>;
  if (level.deciding && facts.approvedAmountFen !== null) return <Status tone="green">{t('outcome.APPROVED')}</Status>;
  const deciding = levels.findIndex((row) => row.deciding);
  if (levels.indexOf(level) < deciding) return <Status>{t('passedOn')}</Status>;
  if (!level.deciding) return <Status hollow>{t('notNeeded')}</Status>;
  if (facts.stage !== 'DECISION' || facts.status !== 'OPEN' || stageIndex(facts.stage) < stageIndex('DECISION'))
    return <Status hollow>{t('notBegun')}</Status>;
  return <Status tone="accent">{t('awaiting', { given, needed: authority?.covers ? authority.approvals : 0 })}</Status>;
}
