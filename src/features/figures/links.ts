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
};

/** The same, or all programmes together. */
type Behind = Omit<About, 'programmeId'> & { programmeId?: string | undefined };

const programmeParam = ({ programmeId }: Behind): Record<string, string> =>
  programmeId ? { programme: programmeId } : {};
const recordedParam = ({ asRecorded }: Behind): Record<string, string> => (asRecorded ? { recorded: '1' } : {});

/**
 * The list that adds up to a number: same place, programme, day, kinds of applicant and stage. `from`: only what happened
 * from that day on, for what a period added.
 */
export function listBehind(
  about: Behind,
  measure: Countable,
  more: { regionId?: number; from?: Day; stage?: Stage; kinds?: readonly ApplicantKind[] } = {},
): string {
  const params = new URLSearchParams({
    measure,
    ...(more.stage ? { measureStage: more.stage } : {}),
    asOf: about.asOf,
    ...(more.from ? { from: more.from } : {}),
    region: String(more.regionId ?? about.regionId),
    ...programmeParam(about),
    ...recordedParam(about),
    ...(about.financierId ? { financier: about.financierId } : {}),
    ...(more.kinds ? { kinds: more.kinds.join(',') } : {}),
  });
  return `/cases?${params}`;
}

/** The same page of another place. */
export function figuresOf(about: About, regionId: number): string {
  const params = { region: String(regionId), asOf: about.asOf, programme: about.programmeId, ...recordedParam(about) };
  return `/reports?${new URLSearchParams(params)}`;
}
