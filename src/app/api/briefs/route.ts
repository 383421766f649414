import { getLocale } from 'next-intl/server';
import { dayOf } from '@/domain/calendar';
import { getBrief } from '@/features/briefs/queries';
import { readBriefSearch } from '@/features/briefs/search';
import { describeBrief } from '@/features/briefs/text';
import { writeBrief } from '@/features/briefs/word';
import { takenBy } from '@/features/exports/taken-by';
import { toLocale } from '@/i18n/locale';
import { currentActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { answerTooMany } from '@/server/limited';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { DOCX, sendMadeFile } from '../send-made-file';

/** The brief of a meeting as a Word file. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const now = currentTime();
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const wanted = readBriefSearch(actor, search, dayOf(now));
  const brief = wanted && (await getBrief(actor, wanted, now));
  if (!brief) return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const text = await describeBrief(brief, await displayUnit());
  const grids = [text.pace, text.ranking, text.stuck, text.instructions];
  const locale = toLocale(await getLocale());
  return sendMadeFile(actor, {
    file: 'brief',
    name: `${text.title} ${brief.figures.asOf}.docx`,
    bytes: await writeBrief(text, takenBy(actor, locale, now)),
    rows: grids.reduce((sum, grid) => sum + (grid?.rows.length ?? 0), 0),
    mediaType: DOCX,
  });
}
