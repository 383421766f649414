import type { Actor } from '@/domain/actor';
import { type MadeFile, recordMadeFile } from '@/features/exports/mutations-made';
import { attachment } from '@/lib/attachment';
import { contextOf } from '@/server/command';
import { describeRefusal } from '@/server/refusal-text';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Made = { file: MadeFile; name: string; bytes: Uint8Array; rows: number; mediaType: string };

/** A file made for the asker, to be saved under its name. No byte goes out before it is recorded who takes what. */
export async function sendMadeFile(actor: Actor, { file, name, bytes, rows, mediaType }: Made): Promise<Response> {
  const recorded = await recordMadeFile(contextOf(actor), { file, rows, bytes });
  if (!recorded.ok) return new Response(await describeRefusal(recorded.refusal), { status: 409 });
  return new Response(new Uint8Array(bytes), { headers: attachment(name, mediaType) });
}
