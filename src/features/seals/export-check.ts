import { createHash, type KeyObject } from 'node:crypto';
import { isSignedBy, publicKeyOf, readNote } from './checkpoint';
import { FORMAT, type HeadLine, type Line, type PartLine, type ProofLine } from './export-file';
import { leafHash, rootByPath } from './tree';

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export type ExportCheck = { faults: string[]; events: number; signedUntil: Date | null };

type Part = PartLine & { next: bigint; hash: Buffer; isProved: boolean };

/** Whether the end of a part is a head that one of these keys signed; what is wrong otherwise. */
function checkProof(part: Part, proof: ProofLine, keys: readonly KeyObject[]): string | Date {
  const last = part.next - 1n;
  if (proof.signedHead !== String(last))
    return `chain ${part.chain} ends at ${last}, and ${proof.signedHead} is proved`;
  const note = readNote(proof.note, proof.signature);
  if (!note || !isSignedBy(note, keys)) return `chain ${part.chain}: its checkpoint is not signed by the key`;
  const leaf = leafHash(Buffer.from(`${part.chain} ${last} ${part.hash.toString('hex')}`));
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
  if (rootByPath(leaf, proof.index, note.size, path)?.toString('base64') !== note.root)
    return `chain ${part.chain}: what was signed is other than these events`;
  return note.at;
}

/**
 * Checks an exported file by itself: every event hashes into its seal, every seal into the next, and the last into a head
 * that was signed. `publicLines`: of those whose signature counts; what the file says of its own key counts nothing.
 */
export function checkExportFile(text: string, publicLines: readonly string[]): ExportCheck {
  const keys = publicLines.map(publicKeyOf).filter((key) => key !== null);
  const check: ExportCheck = { faults: [], events: 0, signedUntil: null };
  let head: HeadLine | null = null;
  let part: Part | null = null;
  const endPart = () => {
    if (part && !part.isProved) check.faults.push(`chain ${part.chain}: its end is not proved`);
    part = null;
  };
  for (const [index, row] of text.split('\n').entries()) {
    if (row === '') continue;
    let line: Line;
    try {
      line = JSON.parse(row) as Line;
    } catch {
      check.faults.push(`line ${index + 1} is no JSON`);
      continue;
    }
    if ('format' in line) head = line;
    else if ('chain' in line) {
      endPart();
      part = { ...line, next: BigInt(line.from), hash: Buffer.from(line.prior, 'hex'), isProved: false };
    } else if (!part) check.faults.push(`line ${index + 1} belongs to no chain`);
    else if ('number' in line) {
      if (BigInt(line.number) !== part.next)
        check.faults.push(`chain ${part.chain}: after ${part.next - 1n} comes ${line.number}`);
      const content = 'content' in line ? sha256(line.content) : Buffer.from(line.contentHash, 'hex');
      if ('content' in line) check.events++;
      part.hash = sha256(part.hash, content);
      part.next = BigInt(line.number) + 1n;
    } else if ('unsigned' in line) {
      check.faults.push(`chain ${part.chain} from ${line.unsigned} on was not signed yet: take it out again later`);
      part.isProved = true;
    } else {
      const proved = checkProof(part, line, keys);
      part.isProved = true;
      if (typeof proved === 'string') check.faults.push(proved);
      else if (!check.signedUntil || proved > check.signedUntil) check.signedUntil = proved;
    }
  }
  endPart();
  if (head?.format !== FORMAT) check.faults.push('this is no file of the record');
  else if (head.events !== check.events)
    check.faults.push(`${head.events} events are announced, ${check.events} are there`);
  if (keys.length === 0) check.faults.push('no public key was given to check the signatures by');
  return check;
}
