import type { Actor } from '@/domain/actor';
import type { RefusalValue } from '@/domain/refusal';
import { type Look, recordLook } from '@/features/case-files/mutations-looks';
import { contextOf, type Result } from '@/server/command';
import { isViewable } from '@/server/file-kind';
import { describeRefusal } from '@/server/refusal-text';
import { openStream } from '@/server/storage';

const STATUSES: Record<string, number> = { FILE_QUARANTINED: 403, FILE_BEING_SCANNED: 409, FILE_ERASED: 410 };

export type OpenedFile = { key: string; mediaType: string; fileName: string; sizeBytes: number };

/**
 * A stored file as an answer, shown in the page where browsers can; `?download` asks for a copy to keep. No byte goes out
 * before it is recorded who opened what.
 */
export async function sendFile(
  request: Request,
  opened: Result<OpenedFile>,
  by: Pick<Look, 'what' | 'id'> & { actor: Actor },
): Promise<Response> {
  if (!opened.ok) return refuseFile(STATUSES[opened.refusal.code] ?? 404, opened.refusal);
  const { key, mediaType, fileName, sizeBytes } = opened.value;
  const inline = isViewable(mediaType) && !new URL(request.url).searchParams.has('download');
  const looked = await recordLook(contextOf(by.actor), { what: by.what, id: by.id, isCopy: !inline });
  if (!looked.ok) return refuseFile(STATUSES[looked.refusal.code] ?? 404, looked.refusal);
  return new Response(await openStream(key), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(sizeBytes),
      'Content-Disposition': disposition(inline ? 'inline' : 'attachment', fileName),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
      // A sandbox would also switch off the browser's own PDF viewer, which runs nothing of this site.
      'Content-Security-Policy': `${mediaType === 'application/pdf' ? '' : "sandbox; default-src 'none'; "}frame-ancestors 'self'`,
      'X-Frame-Options': 'SAMEORIGIN',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
    },
  });
}

/** Why there is no file, in a sentence. */
export async function refuseFile(status: number, refusal: RefusalValue): Promise<Response> {
  return new Response(await describeRefusal(refusal), {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'self'",
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

/** RFC 6266: a plain name for old readers, the true one in UTF-8. */
function disposition(kind: 'inline' | 'attachment', fileName: string): string {
  const ending = fileName.slice(fileName.lastIndexOf('.'));
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="document${ending.replace(/[^.a-z0-9]/gi, '')}"; filename*=UTF-8''${encoded}`;
}
