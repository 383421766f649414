import 'server-only';
import { type Context, type Result, write } from '@/server/command';
import { recordEvent } from '@/server/events';
import { sha256Of } from './queue-file';

/** Files that are made as they are taken, by what they hold; lists have their own way (exportList). */
export type MadeFile = 'figure' | 'trial-balance' | 'brief' | 'bulletin' | 'lines-to-mend';

/** Records that a made file leaves: what, how many rows, and the sha256 by which one that turns up is known. */
export function recordMadeFile(
  ctx: Context,
  { file, rows, bytes }: { file: MadeFile; rows: number; bytes: Uint8Array },
): Promise<Result<void>> {
  return write(ctx, (tx) =>
    recordEvent(tx, ctx, { kind: 'file.exported', payload: { file, rows, sha256: sha256Of(bytes) } }),
  );
}
