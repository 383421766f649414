/**
 * Events with the proof that they are what was sealed and signed: lines of JSON that are checked without the database.
 * First the head line; then for each chain its part: a line that says where it begins, a line for each seal in turn (with the
 * event's content where it was asked for, else with its hash alone) up to a signed head, and the checkpoint that signed it.
 */
export const FORMAT = 'fuqiao-record-1';

/** `exportedBy`: the user name of whoever took it out */
export type HeadLine = {
  format: typeof FORMAT;
  exportedAt: string;
  exportedBy?: string;
  events: number;
  publicKey: string;
};
/** `prior`: the hash to which the first seal of the part is linked */
export type PartLine = { chain: number; from: string; prior: string };
export type SealLine = { number: string; content: string } | { number: string; contentHash: string };
/** `index` and `path`: the place of the chain's head in the tree whose root is signed; `note` is the whole signed text */
export type ProofLine = { signedHead: string; index: number; path: string[]; note: string; signature: string };
/** what was sealed after the last checkpoint: to be exported again a minute later */
export type UnsignedLine = { unsigned: string };

export type Line = HeadLine | PartLine | SealLine | ProofLine | UnsignedLine;
