import { getTranslations } from 'next-intl/server';
import { can } from '@/domain/permissions';
import { templateFile } from '@/features/sheet-imports/template';
import { attachment } from '@/lib/attachment';
import { currentActor } from '@/server/auth';
import { answerTooMany } from '@/server/limited';
import { describeRefusal } from '@/server/refusal-text';
import { XLSX } from '../../../send-made-file';
import { sheetOfKind } from '../../definitions';

/** The empty table of a kind, in the reader's language. */
export async function GET(request: Request, { params }: { params: Promise<{ kind: string }> }): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return refused(401, await describeRefusal({ code: 'SESSION_ENDED' }));
  const tooMany = await answerTooMany('export', actor, request);
  if (tooMany) return tooMany;
  const definition = sheetOfKind((await params).kind.toUpperCase());
  if (!definition || !can(actor, definition.permission))
    return refused(404, await describeRefusal({ code: 'NOT_FOUND' }));
  const t = await getTranslations();
  const name = `${t(`${definition.words}.title` as never)}.xlsx`;
  return new Response(new Uint8Array(await templateFile(definition)), { headers: attachment(name, XLSX) });
}

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
