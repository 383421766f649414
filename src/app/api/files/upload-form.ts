import type { RefusalValue } from '@/domain/refusal';
import { MAX_FILE_BYTES, MAX_FILE_MEGABYTES } from '@/server/storage';

// Room for the fields and boundaries around the file.
const FRAMING_BYTES = 64 * 1024;

export type UploadForm = { text: (name: string) => string; files: File[] };

/**
 * Reads a posted form whose body is counted as it comes in: what the sender declares as its length is only used to say no
 * earlier. FILE_TOO_LARGE, FILE_EMPTY (no file chosen), INVALID_INPUT (no form at all).
 */
export async function readUploadForm(request: Request): Promise<UploadForm | RefusalValue> {
  const tooLarge: RefusalValue = { code: 'FILE_TOO_LARGE', params: { megabytes: MAX_FILE_MEGABYTES } };
  const most = MAX_FILE_BYTES + FRAMING_BYTES;
  if (Number(request.headers.get('content-length') ?? 0) > most) return tooLarge;
  const contentType = request.headers.get('content-type') ?? '';
  if (request.body === null || !contentType.startsWith('multipart/form-data')) return { code: 'INVALID_INPUT' };
  let received = 0;
  const counted = request.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        received += chunk.byteLength;
        if (received > most) controller.error(new Error('the body is too large'));
        else controller.enqueue(chunk);
      },
    }),
  );
  try {
    const form = await new Response(counted, { headers: { 'content-type': contentType } }).formData();
    const files = form.getAll('file').filter((entry): entry is File => entry instanceof File && entry.name !== '');
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    return files.length === 0 ? { code: 'FILE_EMPTY' } : { text, files };
  } catch {
    return received > most ? tooLarge : { code: 'INVALID_INPUT' };
  }
}
