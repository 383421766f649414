import * as z from 'zod';
import { dayOf, isUsableDay } from '@/domain/calendar';
import { MEASURES, unitOf } from '@/domain/measures';
import { homeRegionOf } from '@/features/figures/place-queries';
import { getCells } from '@/features/figures/queries';
import { currentTime } from '@/server/clock';
import { answerRequest } from '../answer';

export const dynamic = 'force-dynamic';

const measures = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(MEASURES)).min(1));

const searchSchema = z
  .strictObject({
    region: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number),
    programme: z.uuid(),
    asOf: z.string().refine((text) => isUsableDay(text) && text <= dayOf(currentTime())),
    recorded: z.enum(['0', '1']),
    measures,
  })
  .partial();

/** Figures of a region and a programme as of a day, as the page of reports shows them; see docs/api.md. */
export function GET(request: Request): Promise<Response> {
  return answerRequest(request, 'figure.read', async (actor) => {
    const params = new URL(request.url).searchParams;
    const search = searchSchema.safeParse(Object.fromEntries(params));
    if (!search.success) return { refusal: 'INVALID_INPUT', fields: namesOf(search.error) };
    const now = currentTime();
    const { region, programme: programmeId, asOf = dayOf(now), recorded, measures = MEASURES } = search.data;
    const regionId = region ?? homeRegionOf(actor);
    if (regionId === null) return { refusal: 'NOT_FOUND' };
    const asRecorded = recorded === '1';
    const found = await getCells(actor, { regionId, programmeId, asOf, asRecorded, measures }, now);
    if (!found) return { refusal: 'NOT_FOUND' };
    const { place, path, children, programmes, programme, cells } = found;
    return {
      body: {
        asOf,
        recorded: asRecorded,
        region: place,
        path,
        children,
        programme: { id: programme.id, name: programme.name },
        programmes,
        figures: cells.map(({ measure, kind, stage, value }) => ({
          measure,
          unit: unitOf(measure),
          applicantKind: kind,
          stage: stage === '-' ? null : stage,
          value: String(value),
        })),
      },
    };
  });
}

/** The parameters that cannot be read, unknown ones among them; never what was sent in them. */
function namesOf(error: z.ZodError): string[] {
  return [
    ...new Set(
      error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])])),
    ),
  ];
}
