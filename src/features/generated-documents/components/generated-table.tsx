import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { GeneratedView } from '../queries';

/** What was made, newest first, each to be downloaded. */
export async function GeneratedTable({ made }: { made: readonly GeneratedView[] }) {
  const t = await getTranslations('generated-documents');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  const locale = await getLocale();
  if (made.length === 0) return <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>;
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.kind')}</Th>
          <Th>{t('columns.madeBy')}</Th>
          <Th>{t('columns.madeAt')}</Th>
          <Th>{t('columns.file')}</Th>
        </tr>
      </thead>
      <tbody>
        {made.map((row) => (
          <tr key={row.id}>
            <RowHead>{kinds(row.kind)}</RowHead>
            <Td phone="sub">{row.madeBy ? labelOf(row.madeBy, locale) : '--'}</Td>
            <Td phone="sub-end">{formatInstant(row.madeAt)}</Td>
            <Td phone="title-end">
              {/* not a page: the browser keeps the file */}
              <a
                href={`/api/generated-documents/${row.id}`}
                aria-label={`${t('download')} ${kinds(row.kind)} ${formatInstant(row.madeAt)}`}
                className="inline-flex min-h-6 items-center max-md:min-h-11"
              >
                {t('download')}
              </a>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
