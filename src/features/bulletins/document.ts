import {
  BULLETIN_TARGETS,
  bulletinRuleOn,
  completionBps,
  overdueBps,
  rankUnits,
  totalOfUnits,
} from '@/domain/bulletin';
import { type BulletinFigure, fillBulletinText } from '@/domain/bulletin-text';
import { unitOf } from '@/domain/measures';
import { type Fen, formatAmount, formatRate } from '@/domain/money';
import { formatCount } from '@/features/figures/format';
import { translatorFor } from '@/i18n/translator';
import type { GoodCase } from './case-queries';
import type { ComputedUnit } from './compute-queries';
import { sayDay, sayPeriod } from './official-words';
import type { BulletinContent } from './view-queries';

/** TABLE is where the ranking table stands; screen and paper draw it each in their way. */
export type DocumentBlock = { kind: 'HEADING' | 'TEXT'; lines: string[] } | { kind: 'TABLE' };
/** A bulletin as an official paper, in the language of such papers whatever its reader's. */
export type BulletinDocument = {
  /** while it is not issued, a number left open */
  number: string;
  issuer: string;
  title: string;
  addressees: string;
  blocks: DocumentBlock[];
  /** issuer and day */
  signature: string[];
};

const words = () => translatorFor('zh-CN');
const TEN_THOUSAND = 'WAN';

/** The words of a bulletin with its figures in them. Sections without anything in them are left out. */
export function describeBulletin(content: BulletinContent): BulletinDocument {
  const t = words();
  const figures = figureValues(content);
  const fill = (text: BulletinContent['overview']) => fillBulletinText(text, (figure) => figures[figure]);
  const { number, issuer, title, unitLevel, issuedOn, emptyUnits, cases } = content;
  const sections: { title: string; blocks: DocumentBlock[] }[] = [
    {
      title: t('bulletins.document.overview'),
      blocks: [
        { kind: 'TEXT', lines: fill(content.overview) },
        { kind: 'TABLE' },
        { kind: 'TEXT', lines: emptyUnits > 0 ? [t('bulletins.document.empty', { count: `${emptyUnits}` })] : [] },
      ],
    },
    { title: t('bulletins.document.praised'), blocks: [{ kind: 'TEXT', lines: praisedLines(content) }] },
    { title: t('bulletins.document.pressed'), blocks: [{ kind: 'TEXT', lines: pressedLines(content) }] },
    { title: t('bulletins.document.cases'), blocks: [{ kind: 'TEXT', lines: cases.map(caseLine) }] },
    { title: t('bulletins.document.demands'), blocks: [{ kind: 'TEXT', lines: fill(content.demands) }] },
  ];
  const shown = sections.filter(({ blocks }) =>
    blocks.some((block) => block.kind === 'TABLE' || block.lines.length > 0),
  );
  return {
    number: number ?? t('bulletins.document.unnumbered'),
    issuer: issuer.zh,
    title,
    addressees: t(`bulletins.document.addressees.${unitLevel as 'TOWNSHIP'}`),
    blocks: shown.flatMap((section, index) => [
      {
        kind: 'HEADING' as const,
        lines: [t('bulletins.document.heading', { number: numeral(index), title: section.title })],
      },
      ...section.blocks.filter((block) => block.kind === 'TABLE' || block.lines.length > 0),
    ]),
    signature: [issuer.zh, issuedOn ? sayDay(issuedOn) : t('bulletins.document.undated')],
  };
}

/** A section's number as official papers write it. */
function numeral(index: number): string {
  return words()(`bulletins.document.numerals.${Math.min(index, 5) as 0}`);
}

const sayAmount = (fen: Fen) => words()('bulletins.document.wan', { amount: formatAmount(fen, TEN_THOUSAND) });
const sayCount = (count: bigint) => words()('bulletins.document.households', { count: formatCount(count) });

/** What each figure of the text says. */
export function figureValues(content: BulletinContent): Record<BulletinFigure, string> {
  const t = words();
  const { place, programme, period, asOf, units, toleranceBps, replyDueOn } = content;
  const total = totalOfUnits(units);
  const praised = units.filter((unit) => unit.praised);
  const pressed = units.filter((unit) => unit.pressed.length > 0);
  const names = (rows: readonly ComputedUnit[]) =>
    rows.map(({ name }) => name).join(t('bulletins.document.comma')) || t('bulletins.document.none');
  const inUnits = (value: bigint) =>
    unitOf(content.targetMeasure ?? BULLETIN_TARGETS[0] ?? 'DISBURSED_FEN') === 'FEN'
      ? sayAmount(value)
      : sayCount(value);
  return {
    SCOPE: place.name,
    PROGRAMME: programme.name.zh,
    PERIOD: sayPeriod(period),
    AS_OF: sayDay(asOf),
    UNITS: t('bulletins.document.units', { count: `${units.length}` }),
    OUTSTANDING: sayCount(total.outstanding),
    OUTSTANDING_FEN: sayAmount(total.outstandingFen),
    ADDED: sayCount(total.added),
    ADDED_FEN: sayAmount(total.addedFen),
    PERIOD_ADDED: sayCount(total.periodAdded),
    PERIOD_ADDED_FEN: sayAmount(total.periodAddedFen),
    TARGET: total.target ? inUnits(total.target.value) : t('bulletins.document.noTarget'),
    COMPLETION: total.target ? formatRate(completionBps(total)) : t('bulletins.document.noTarget'),
    OVERDUE: sayCount(total.overdue),
    OVERDUE_FEN: sayAmount(total.overdueFen),
    OVERDUE_RATE: formatRate(overdueBps(total)),
    TOLERANCE: formatRate(toleranceBps),
    PRAISED: t('bulletins.document.units', { count: `${praised.length}` }),
    PRAISED_PLACES: names(praised),
    PRESSED: t('bulletins.document.units', { count: `${pressed.length}` }),
    PRESSED_PLACES: names(pressed),
    REPLY_BY: sayDay(replyDueOn),
  };
}

/** By which rule, then each with its numbers; nothing where nobody is praised. */
function praisedLines({ units, asOf }: BulletinContent): string[] {
  const t = words();
  const praised = rankUnits(units.filter((unit) => unit.praised));
  if (praised.length === 0) return [];
  return [
    t('bulletins.document.praiseRule', { count: `${bulletinRuleOn(asOf).praised}` }),
    ...praised.map((unit) =>
      t('bulletins.document.praise', {
        ...{
          place: unit.name,
          completion: formatRate(completionBps(unit)),
          overdue: formatRate(overdueBps(unit) ?? 0),
        },
      }),
    ),
  ];
}

/** Those whose reasons read the same stand in one line. */
function pressedLines(content: BulletinContent): string[] {
  const t = words();
  const placesBy = new Map<string, string[]>();
  for (const unit of content.units.filter(({ pressed }) => pressed.length > 0)) {
    const reasons = reasonsOf(unit, content);
    placesBy.set(reasons, [...(placesBy.get(reasons) ?? []), unit.name]);
  }
  return [...placesBy].map(([reasons, places]) =>
    t('bulletins.document.pressLine', { place: places.join(t('bulletins.document.comma')), reasons }),
  );
}

function reasonsOf(unit: ComputedUnit, { toleranceBps, asOf }: BulletinContent): string {
  const t = words();
  const elapsed = unit.target?.elapsedBps ?? 0;
  const completion = completionBps(unit) ?? 0;
  return unit.pressed
    .map((reason) =>
      reason === 'OVERDUE'
        ? t('bulletins.document.press.OVERDUE', {
            ...{ overdue: formatRate(overdueBps(unit)), tolerance: formatRate(toleranceBps) },
          })
        : t('bulletins.document.press.BEHIND_PACE', {
            ...{ completion: formatRate(completion), elapsed: formatRate(elapsed) },
            points: formatRate(elapsed - completion).replace('%', ''),
            threshold: `${bulletinRuleOn(asOf).behindBps / 100}`,
          }),
    )
    .join(t('bulletins.document.semicolon'));
}

function caseLine({ reference, applicantKind, place, disbursedFen, outcome }: GoodCase): string {
  const t = words();
  return t('bulletins.document.case', {
    ...{ reference, place, kind: t(`cases.applicantKinds.${applicantKind}`), amount: sayAmount(disbursedFen) },
    outcome: outcome === null ? t('bulletins.document.checked') : t(`cases.outcomes.${outcome}`),
  });
}
