import type { Day } from '@/domain/calendar';
import type { Countable } from '@/domain/measures';
import type { ApplicantKind, Stage } from '@/domain/stage';

/** Of what a page of figures speaks; every number's link repeats it. */
export type About = {
  regionId: number;
  programmeId: string;
  asOf: Day;
  /** as recorded on that day, rather than as known now */
  asRecorded?: boolean;
  /** only its cases */
  financierId?: string | undefined;
  /** the page of figures on which the reader stands; the overview when nothing is said */
  page?: FigurePage;
};

/** The same, or all programmes together. */
type Behind = Omit<About, 'programmeId'> & { programmeId?: string | undefined };

/** The pages of figures, and where they stand below /reports. */
export const FIGURE_PAGES = ['overview', 'stages', 'portfolio', 'funds', 'rankings'] as const;
export type FigurePage = (typeof FIGURE_PAGES)[number];

/** A page's own address. */
export const pathOf = (page: FigurePage = 'overview'): string =>
  page === 'overview' ? '/reports' : `/reports/${page}`;

/** What keeps place, programme, day and basis from one page of figures to the next. */
export function paramsOf(about: About): Record<string, string> {
  return { region: String(about.regionId), asOf: about.asOf, programme: about.programmeId, ...recordedParam(about) };
}

const programmeParam = (programmeId: string | undefined): Record<string, string> =>
  programmeId ? { programme: programmeId } : {};
const recordedParam = ({ asRecorded }: Behind): Record<string, string> => (asRecorded ? { recorded: '1' } : {});

/**
 * The list that adds up to a number: same place, programme, day, kinds of applicant and stage. `from`: only what happened
 * from that day on, for what a period added.
 */
export function listBehind(
  about: Behind,
  measure: Countable,
  more: {
    regionId?: number;
    programmeId?: string;
    from?: Day;
    stage?: Stage;
    kinds?: readonly ApplicantKind[];
    /** other filters of the list */
    with?: Readonly<Record<string, string>>;
  } = {},
): string {
  const params = new URLSearchParams({
    measure,
    ...(more.stage ? { measureStage: more.stage } : {}),
    asOf: about.asOf,
    ...(more.from ? { from: more.from } : {}),
    region: String(more.regionId ?? about.regionId),
    ...programmeParam(more.programmeId ?? about.programmeId),
    ...recordedParam(about),
    ...(about.financierId ? { financier: about.financierId } : {}),
    ...(more.kinds ? { kinds: more.kinds.join(',') } : {}),
    ...more.with,
  });
  return `/cases?${params}`;
}

/** A page of figures of the same place, programme and day. */
export function pageOf(
  about: About,
  page: FigurePage = 'overview',
  more: Readonly<Record<string, string>> = {},
): string {
  return `${pathOf(page)}?${new URLSearchParams({ ...paramsOf(about), ...more })}`;
}

/** The same page of another place. */
export function figuresOf(about: About, regionId: number): string {
  return pageOf({ ...about, regionId }, about.page);
}
