import 'server-only';
import type { Actor } from '@/domain/actor';
import { takenBy } from '@/features/exports/taken-by';
import type { FilledBlock } from '@/features/generated-documents/fill-template';
import { writeOfficialDocument } from '@/features/generated-documents/word';
import { translatorFor } from '@/i18n/translator';
import { describeBulletin } from './document';
import { sayDay } from './official-words';
import { tableOnPaper } from './table-words';
import type { BulletinContent } from './view-queries';

/**
 * A bulletin as a Word file on the page of GB/T 9704: letterhead, number, title, text and signature, with the ranking table
 * as its annex. Who took it and when stands small under all of it.
 */
export function writeBulletin(
  content: BulletinContent,
  taken: { reader: Actor; at: Date },
): Promise<Uint8Array<ArrayBuffer>> {
  const t = translatorFor('zh-CN');
  const { issuer, number, title, addressees, blocks, signature } = describeBulletin(content);
  const annex = t('bulletins.document.annexTitle', { place: content.place.name, day: sayDay(content.asOf) });
  const filled = blocks.flatMap((block): FilledBlock[] =>
    block.kind === 'TABLE' ? [] : [{ style: block.kind === 'HEADING' ? 'HEADING' : 'PARAGRAPH', lines: block.lines }],
  );
  return writeOfficialDocument({
    title,
    takenBy: takenBy(taken.reader, 'zh-CN', taken.at),
    head: { issuer, number },
    blocks: [
      { style: 'PARAGRAPH', lines: [addressees] },
      ...filled,
      { style: 'PARAGRAPH', lines: [t('bulletins.document.annexNote', { title: annex })] },
      { style: 'SIGNATURE', lines: signature },
    ],
    annex: {
      ...{ label: t('bulletins.document.annex'), title: annex },
      table: { style: 'TABLE', ...tableOnPaper(content), figures: true },
    },
  });
}
