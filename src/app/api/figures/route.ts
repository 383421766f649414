import { getLocale } from 'next-intl/server';
import { dayOf } from '@/domain/calendar';
import { getPage } from '@/features/figures/dashboards';
import { FIGURE_PAGES } from '@/features/figures/links';
import { readFigurePage } from '@/features/figures/page-search';
import { writeFigureFile } from '@/features/figures/write-file';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { currentActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { answerTooMany } from '@/server/limited';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { sendMadeFile, XLSX } from '../send-made-file';

/** One figure of a page as an Excel file: the same numbers, with unit, 口径, day and reader. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const now = currentTime();
  const search = Object.fromEntries(new URL(request.url).searchParams);
  const page = FIGURE_PAGES.find((each) => each === search.page) ?? 'overview';
  const wanted = readFigurePage(actor, page, search, dayOf(now));
  const locale = (await getLocale()) as Locale;
  const words = { t: translatorFor(locale), locale, unit: await displayUnit() };
  const found = wanted && (await getPage(actor, wanted, words, now));
  const panel = found && 'panels' in found ? found.panels.find(({ id }) => id === search.figure) : undefined;
  if (!found || 'absent' in found || !panel)
    return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const made = await writeFigureFile(actor, found, panel, words, now);
  return sendMadeFile(actor, { file: 'figure', ...made, rows: panel.rows.length, mediaType: XLSX });
}
