/** A form or a JSON text may weigh this much; files have limits of their own (storage.ts). */
export const MAX_BODY_BYTES = 1024 * 1024;

/** The body of a request as it comes in, up to `most` bytes; null when it is longer, whatever its sender declares. */
export async function readBody(request: Request, most = MAX_BODY_BYTES): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null;
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of request.body ?? []) {
    received += chunk.byteLength;
    if (received > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A JSON body; null when it is none, broken or longer than `most`, or holds text that no database keeps. */
export async function readJson(request: Request, most = MAX_BODY_BYTES): Promise<unknown> {
  try {
    const body = await readBody(request, most);
    const value: unknown = body && JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isKeepable(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether every text in it, names of fields too, is one that PostgreSQL takes: no zero character, no half of a pair. */
function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Surrogate}]/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isKeepable(name) && isKeepable(inner));
}

/** A posted form without files; null when it is none, broken or longer than `most`. */
export async function readForm(request: Request, most = 64 * 1024): Promise<FormData | null> {
  try {
    const body = await readBody(request, most);
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return body && (await new Response(body, { headers }).formData());
  } catch {
    return null;
  }
}
