import 'server-only';
import type { FilledBlock } from '@/features/generated-documents/fill-template';
import { writeOfficialDocument } from '@/features/generated-documents/word';
import { describeBulletin } from './document';
import { tableOnPaper } from './table-words';
import type { BulletinContent } from './view-queries';

/** A bulletin as a Word file on the page of GB/T 9704: letterhead, number, title, text, table and signature. */
export function writeBulletin(content: BulletinContent): Promise<Uint8Array<ArrayBuffer>> {
  const { issuer, number, title, addressees, blocks, signature } = describeBulletin(content);
  const filled = blocks.map(
    (block): FilledBlock =>
      block.kind === 'TABLE'
        ? { style: 'TABLE', ...tableOnPaper(content), figures: true }
        : { style: block.kind === 'HEADING' ? 'HEADING' : 'PARAGRAPH', lines: block.lines },
  );
  return writeOfficialDocument({
    title,
    head: { issuer, number },
    blocks: [{ style: 'PARAGRAPH', lines: [addressees] }, ...filled, { style: 'SIGNATURE', lines: signature }],
  });
}
