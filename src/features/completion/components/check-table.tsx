import { getLocale, getTranslations } from 'next-intl/server';
import { Status, type StatusTone } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { CompletionGrade } from '@/domain/case-facts';
import { labelOf } from '@/i18n/label';
import type { CompletionView } from '../queries';

const TONES = { FAILED: 'red', PASSED: 'green', GOOD: 'green' } as const satisfies Record<CompletionGrade, StatusTone>;

/** The checks in their order: who, when, what was seen and how it was graded. */
export async function CheckTable({ view }: { view: CompletionView }) {
  const t = await getTranslations('completion');
  const locale = await getLocale();
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('columns.kind')}</Th>
          <Th>{t('columns.checkedOn')}</Th>
          <Th>{t('columns.grade')}</Th>
          <Th>{t('columns.findings')}</Th>
          <Th>{t('columns.rectifyBy')}</Th>
          <Th>{t('columns.checkedBy')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.checks.map((row) => (
          <tr key={row.id}>
            <RowHead>{t(`kinds.${row.kind}`)}</RowHead>
            <Td label={t('columns.checkedOn')}>{row.checkedOn}</Td>
            <Td phone="title-end">
              <Status tone={TONES[row.grade]}>{t(`grades.${row.grade}`)}</Status>
            </Td>
            <Td label={t('columns.findings')}>
              <span className="whitespace-pre-line">{row.findings}</span>
            </Td>
            <Td label={t('columns.rectifyBy')}>{row.rectifyBy ?? '--'}</Td>
            <Td phone="sub">
              {row.checkedBy
                ? `${labelOf(row.checkedBy.name, locale)} ${labelOf(row.checkedBy.organisation, locale)}`
                : '--'}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
