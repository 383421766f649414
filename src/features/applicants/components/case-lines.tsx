import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { CaseLine } from '../queries';

/** Cases of one applicant that the reader may open. */
export async function CaseLines({ rows, caption, none }: { rows: readonly CaseLine[]; caption: string; none: string }) {
  const t = await getTranslations('applicants');
  const cases = await getTranslations('cases');
  if (rows.length === 0) return <p className="text-ink-2">{none}</p>;
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('cases.reference')}</Th>
          <Th>{t('cases.title')}</Th>
          <Th>{cases('columns.stage')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link className="case-link" href={`/cases/${row.id}`}>
                {row.reference}
              </Link>
            </RowHead>
            <Td phone="sub">{row.title}</Td>
            <Td phone="sub-end">{cases(`stages.${row.stage}`)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
