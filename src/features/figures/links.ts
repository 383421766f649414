import type { Day } from '@/domain/calendar';
import type { Measure } from '@/domain/figures';
import type { ApplicantKind, Stage } from '@/domain/stage';

/** Of what a page of figures speaks; every number's link repeats it. */
export type About = {
  regionId: number;
  programmeId: string;
  asOf: Day;
  /** only its cases */
  financierId?: string | undefined;
};

/** The list that adds up to a number: same place, programme, day, kinds of applicant and stage. */
export function listBehind(
  about: About,
  measure: Measure,
  more: { regionId?: number; stage?: Stage; kinds?: readonly ApplicantKind[] } = {},
): string {
  const params = new URLSearchParams({
    measure,
    ...(more.stage ? { measureStage: more.stage } : {}),
    asOf: about.asOf,
    region: String(more.regionId ?? about.regionId),
    programme: about.programmeId,
    ...(about.financierId ? { financier: about.financierId } : {}),
    ...(more.kinds ? { kinds: more.kinds.join(',') } : {}),
  });
  return `/cases?${params}`;
}

/** The same page of another place. */
export function figuresOf(about: About, regionId: number): string {
  return `/reports?${new URLSearchParams({ region: String(regionId), asOf: about.asOf, programme: about.programmeId })}`;
}
