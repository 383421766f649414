import type { AmountUnit } from '@/domain/money';
import { describeBulletin } from '../document';
import type { BulletinView } from '../view-queries';
import { RankingTable } from './ranking-table';

type Props = { view: BulletinView; unit: AmountUnit; unitName: string };

/** The bulletin as its paper has it: issuer, number, title, text, table, signature. Its words are Chinese for every reader. */
export function BulletinDocument({ view, unit, unitName }: Props) {
  const document = describeBulletin(view.content);
  return (
    <article className="bulletin max-w-220" aria-label={document.title}>
      <div lang="zh-CN" className="border-b-2 border-red pb-3 text-center">
        <p className="font-serif text-xl font-bold text-red">{document.issuer}</p>
        <p className="mt-2 text-sm">{document.number}</p>
      </div>
      <h2 lang="zh-CN" className="mt-4 text-center font-serif text-lg font-bold">
        {document.title}
      </h2>
      <p lang="zh-CN" className="mt-3">
        {document.addressees}
      </p>
      {document.blocks.map((block, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one paper, never reordered
        if (block.kind === 'TABLE') return <RankingTable key={index} view={view} unit={unit} unitName={unitName} />;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <div key={index} lang="zh-CN">
            {block.lines.map((line) =>
              block.kind === 'HEADING' ? (
                <h3 key={line} className="mt-4 mb-1 text-md font-bold">
                  {line}
                </h3>
              ) : (
                <p key={line} className="my-1.5 indent-[2em] leading-7">
                  {line}
                </p>
              ),
            )}
          </div>
        );
      })}
      <div lang="zh-CN" className="mt-6 text-right">
        {document.signature.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </article>
  );
}
