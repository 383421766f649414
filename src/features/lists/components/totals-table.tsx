import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';

export type Totals = { count: number; values: readonly string[] };
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
    <Table caption={caption} density="tight" className="mt-2">
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
        <Line name={t('totals.page')} totals={page} labels={[countHead, ...heads]} />
        {all ? (
          <Line name={t('totals.all')} totals={all} labels={[countHead, ...heads]} />
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

function Line({ name, totals, labels }: { name: string; totals: Totals; labels: readonly string[] }) {
  return (
    <tr>
      <RowHead className="whitespace-nowrap">{name}</RowHead>
      {[String(totals.count), ...totals.values].map((value, index) => (
        <Td key={labels[index]} num {...(labels[index] ? { label: labels[index] } : {})}>
          {value}
        </Td>
      ))}
    </tr>
  );
}
