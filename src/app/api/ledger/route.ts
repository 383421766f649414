import { getLocale } from 'next-intl/server';
import { dayOf } from '@/domain/calendar';
import { getTrialBalance } from '@/features/general-ledger/queries';
import { ledgerSearchFrom } from '@/features/general-ledger/search';
import { writeLedgerFile } from '@/features/general-ledger/write-file';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { currentActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { answerTooMany } from '@/server/limited';
import { displayUnit } from '@/server/preferences';
import { describeRefusal } from '@/server/refusal-text';
import { sendMadeFile, XLSX } from '../send-made-file';

/** The trial balance of a page as an Excel file: the same numbers over the same period. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return new Response(await describeRefusal({ code: 'SESSION_ENDED' }), { status: 401 });
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const now = currentTime();
  const search = ledgerSearchFrom(Object.fromEntries(new URL(request.url).searchParams), dayOf(now));
  const balance = await getTrialBalance(actor, search);
  if (!balance) return new Response(await describeRefusal({ code: 'NOT_FOUND' }), { status: 404 });
  const locale = (await getLocale()) as Locale;
  const words = { t: translatorFor(locale), locale, unit: await displayUnit() };
  const made = await writeLedgerFile(actor, balance, search, words, now);
  return sendMadeFile(actor, { file: 'trial-balance', ...made, rows: balance.rows.length, mediaType: XLSX });
}
