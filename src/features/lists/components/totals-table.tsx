import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';

type Totals = { count: number; values: readonly string[] };
type Props = {
  caption: string;
  /** words over the sums, units included */
  heads: readonly string[];
  countHead: string;
  page: Totals;
  /** null: not added up yet, and `askHref` does it */
  all: Totals | null;
  askHref: string;
};

/** The sums under a list: of this page always, of everything filtered once it is asked for. */
export async function TotalsTable({ caption, heads, countHead, page, all, askHref }: Props) {
  const t = await getTranslations('lists');
  return (
    <Table caption={caption} phone="scroll" density="tight" className="mt-2">
      <thead>
        <tr>
          <Th>{caption}</Th>
          <Th num>{countHead}</Th>
          {heads.map((head) => (
            <Th key={head} num>
              {head}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Line name={t('totals.page')} totals={page} />
        {all ? (
          <Line name={t('totals.all')} totals={all} />
        ) : (
          <tr>
            <RowHead>{t('totals.all')}</RowHead>
            <Td colSpan={heads.length + 1}>
              <Link href={askHref} scroll={false} className="max-md:inline-block max-md:py-2.5">
                {t('totals.ask')}
              </Link>
            </Td>
          </tr>
        )}
      </tbody>
    </Table>
  );
}

function Line({ name, totals }: { name: string; totals: Totals }) {
  return (
    <tr>
      <RowHead className="whitespace-nowrap">{name}</RowHead>
      <Td num>{totals.count}</Td>
      {totals.values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what names a sum
        <Td key={index} num>
          {value}
        </Td>
      ))}
    </tr>
  );
}
