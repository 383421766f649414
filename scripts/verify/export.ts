import { readFile } from 'node:fs/promises';
import { checkExportFile } from '@/features/seals/export-check';

/** Checks a file that an auditor took out, by itself: no database is asked. */
export async function checkExport(file: string, publicKeys: readonly string[], say: (line: string) => void) {
  const { faults, events, signedUntil } = checkExportFile(await readFile(file, 'utf8'), publicKeys);
  for (const fault of faults) say(fault);
  const until = signedUntil ? `, by checkpoints to ${signedUntil.toISOString()}` : '';
  say(
    faults.length === 0
      ? `${events} events are what was sealed and signed${until}.`
      : `${faults.length} faults in ${file}.`,
  );
  return faults.length === 0;
}
