import { ratioBps } from './money';
import type { ProgrammeBody, ReportItem } from './programme';
import type { ApplicantKind } from './stage';

/** Chosen option by item code. */
export type Answers = Record<string, string>;

/** The items of the report that are asked of this kind of applicant. */
export function itemsFor(definition: Pick<ProgrammeBody, 'reportItems'>, kind: ApplicantKind): ReportItem[] {
  return definition.reportItems.filter((item) => item.applicantKinds.includes(kind));
}

/** The option chosen for an item; null when it is unanswered or the answer is not one of its options. */
export function chosenOption(item: ReportItem, answers: Answers): ReportItem['options'][number] | null {
  return item.options.find((option) => option.code === answers[item.code]) ?? null;
}

/** The most points that an item can bring. */
export function mostPoints(item: ReportItem): number {
  return Math.max(...item.options.map((option) => option.points));
}

/**
 * The points reached as a share (basis points) of the points that could be reached; an unanswered item brings none and
 * is named in `missing`. A form without points cannot fall below a minimum.
 */
export function scoreReport(items: readonly ReportItem[], answers: Answers): { scoreBps: number; missing: string[] } {
  let points = 0;
  let most = 0;
  const missing: string[] = [];
  for (const item of items) {
    const option = chosenOption(item, answers);
    if (!option) missing.push(item.code);
    points += option?.points ?? 0;
    most += mostPoints(item);
  }
  return { scoreBps: ratioBps(BigInt(points), BigInt(most)) ?? 10_000, missing };
}
