import 'server-only';
import { getLocale, getTranslations } from 'next-intl/server';
import type { Day } from '@/domain/calendar';
import { totalOf } from '@/domain/figures';
import type { Measure } from '@/domain/measures';
import { type AmountUnit, formatAmount, formatPercent } from '@/domain/money';
import { formatCount, formatShare } from '@/features/figures/format';
import { describeWaiting } from '@/features/stuck/components/stuck-table';
import { labelOf } from '@/i18n/label';
import type { Brief } from './queries';

export type Grid = {
  title: string;
  note?: string;
  heads: string[];
  rows: string[][];
  empty: string;
  numeric: number[];
};

/** The brief as text, so that screen, paper and Word say the same. */
export type BriefText = {
  title: string;
  subtitle: string;
  headlines: { label: string; value: string }[];
  pace: Grid;
  ranking: Grid | null;
  stuck: Grid;
  instructions: Grid;
  note: string;
};

const PLACES_SHOWN = 10;
const TEXT_SHOWN = 30;

const shorten = (text: string) => {
  const letters = Array.from(text.replace(/\s+/g, ' '));
  return letters.length > TEXT_SHOWN ? `${letters.slice(0, TEXT_SHOWN).join('')}…` : letters.join('');
};

/** A day written out as official documents do: 2026-11-21 with its words for year, month and day, without leading zeros. */
export async function longDay(day: Day): Promise<string> {
  const t = await getTranslations('meetings');
  const [year, month, date] = day.split('-');
  return t('longDay', { year: String(Number(year)), month: String(Number(month)), day: String(Number(date)) });
}

/** Words and numbers of a brief in the reader's language; amounts in `unit`. */
export async function describeBrief(brief: Brief, unit: AmountUnit): Promise<BriefText> {
  const { figures } = brief;
  const t = await getTranslations('meetings.brief');
  const locale = await getLocale();
  return {
    title: t('heading', { place: figures.place.name, programme: labelOf(figures.programme.name, locale) }),
    subtitle: t('subtitle', { asOf: await longDay(figures.asOf) }),
    headlines: await headlinesOf(brief, unit),
    pace: await paceOf(brief, unit),
    ranking: await rankingOf(brief, unit),
    stuck: await stuckOf(brief),
    instructions: await instructionsOf(brief),
    note: t('note'),
  };
}

async function headlinesOf({ figures, stuck }: Brief, unit: AmountUnit) {
  const t = await getTranslations('meetings.brief');
  const units = await getTranslations('cases.units');
  const sum = (measure: Measure) => totalOf(figures.cells, { measure, regionId: figures.place.id });
  const cases = (measure: Measure) => t('cases', { count: formatCount(sum(measure)) });
  const amount = (measure: Measure) => `${formatAmount(sum(measure), unit)} ${units(unit)}`;
  return [
    { label: t('accepted'), value: cases('ACCEPTED') },
    { label: t('approved'), value: cases('APPROVED') },
    { label: t('rate'), value: formatPercent(sum('APPROVED'), sum('ACCEPTED')) },
    { label: t('financing'), value: amount('FINANCING_FEN') },
    { label: t('landed'), value: amount('LANDED_FEN') },
    { label: t('disbursed'), value: amount('DISBURSED_FEN') },
    { label: t('outstanding'), value: amount('OUTSTANDING_FEN') },
    { label: t('standing'), value: cases('STANDING') },
    { label: t('overdue'), value: t('cases', { count: formatCount(BigInt(stuck.overdue)) }) },
  ];
}

async function paceOf({ figures }: Brief, unit: AmountUnit): Promise<Grid> {
  const t = await getTranslations('meetings.brief');
  const words = await getTranslations('figures.pace');
  const unitName = (await getTranslations('cases.units'))(unit);
  const { pace } = figures;
  return {
    title: t('paceTitle'),
    heads: [
      words('due'),
      words('target', { unit: unitName }),
      words('completion'),
      words('elapsed'),
      words('gap', { unit: unitName }),
      words('remaining'),
      words('perDay', { unit: unitName }),
    ],
    numeric: [1, 2, 3, 4, 5, 6],
    rows: (pace?.milestones ?? []).map((row) => [
      row.on,
      formatAmount(row.target, unit),
      formatShare(row.completionBps),
      formatShare(row.timeElapsedBps),
      formatAmount(row.gap, unit),
      row.remainingWorkingDays === null ? '--' : String(row.remainingWorkingDays),
      formatAmount(row.requiredPerWorkingDay, unit),
    ]),
    empty: t('noTarget'),
  };
}

async function rankingOf({ figures }: Brief, unit: AmountUnit): Promise<Grid | null> {
  const { ranking, children } = figures;
  const level = children[0]?.level;
  if (!ranking || !level || level === 'NATION') return null;
  const t = await getTranslations('meetings.brief');
  const words = await getTranslations('figures.ranking');
  const unitName = (await getTranslations('cases.units'))(unit);
  const byCompletion = ranking.by === 'COMPLETION';
  const shown = ranking.places.slice(0, PLACES_SHOWN);
  const left = ranking.places.length - shown.length;
  return {
    title: words(`title.${level}`),
    note: [
      words(byCompletion ? 'byCompletion' : 'byFinancing'),
      ...(left > 0 ? [t('morePlaces', { count: left })] : []),
      ...(ranking.withoutCases > 0 ? [words('without', { count: ranking.withoutCases })] : []),
    ].join(t('semicolon')),
    heads: [
      words('rank'),
      words(`place.${level}`),
      words('accepted'),
      words('approved'),
      words(ranking.countsPart ? 'counted' : 'financing', { unit: unitName }),
      words('completion'),
    ],
    numeric: [0, 2, 3, 4, 5],
    rows: shown.map((row) => [
      String(row.rank),
      row.name,
      formatCount(row.accepted),
      formatCount(row.approved),
      formatAmount(ranking.countsPart ? row.reachedFen : row.financingFen, unit),
      formatShare(row.completionBps),
    ]),
    empty: t('noPlaces'),
  };
}

async function stuckOf({ stuck }: Brief): Promise<Grid> {
  const t = await getTranslations('meetings.brief');
  const words = await getTranslations('figures.stuck.columns');
  const locale = await getLocale();
  return {
    title: t('stuckTitle', { days: stuck.days, total: stuck.total }),
    heads: [words('case'), words('place'), words('waitsFor'), t('holder'), words('idle')],
    numeric: [4],
    rows: await Promise.all(
      stuck.cases.map(async (row) => [
        `${shorten(row.title)} ${row.reference}`,
        row.place,
        await describeWaiting(row),
        labelOf(row.holder, locale),
        String(row.idle),
      ]),
    ),
    empty: t('nothingStuck'),
  };
}

async function instructionsOf({ instructions }: Brief): Promise<Grid> {
  const t = await getTranslations('meetings.brief');
  const words = await getTranslations('instructions');
  const locale = await getLocale();
  return {
    title: t('instructionsTitle', { total: instructions.total }),
    heads: [words('columns.text'), words('columns.addressee'), words('columns.dueOn'), words('columns.status')],
    numeric: [],
    rows: instructions.rows.map((row) => [
      shorten(row.text),
      row.addressee ? labelOf(row.addressee.name, locale) : '--',
      row.dueOn,
      row.overdue ? words('overdue') : words(`statuses.${row.status}`),
    ]),
    empty: t('noInstructions'),
  };
}
