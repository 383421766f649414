import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { MISSING } from '@/domain/money';
import type { findProject } from '../queries';

type Source = NonNullable<NonNullable<Awaited<ReturnType<typeof findProject>>>['source']>;

/** The row of the published file that a project came from, cell for cell. */
export async function SourceRow({ source }: { source: Source }) {
  const t = await getTranslations('projects');
  const { cells, fileName: file, sheetName: sheet, row } = source;
  return (
    <Section className="max-w-200">
      <SectionHead note={t('project.sourceNote', { file, sheet, row })}>{t('project.source')}</SectionHead>
      <Table caption={t('project.source')}>
        <thead>
          <tr>
            <Th>{t('project.sourceColumn')}</Th>
            <Th>{t('project.sourceHead')}</Th>
            <Th>{t('project.sourceText')}</Th>
          </tr>
        </thead>
        <tbody>
          {cells.map(({ column, head, text }) => (
            <tr key={column}>
              <Td phone="sub">
                {column}
                {row}
              </Td>
              <RowHead>{head || MISSING}</RowHead>
              <Td phone="line">{text || MISSING}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}
