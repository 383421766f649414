import { useLocale, useTranslations } from 'next-intl';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { TargetMeasure } from '@/domain/measures';
import { type AmountUnit, MISSING } from '@/domain/money';
import { formatMeasured } from '@/features/figures/format';
import { labelOf } from '@/i18n/label';
import type { Revision } from '../queries';

type Props = {
  revisions: readonly Revision[];
  shownId: string;
  measure: TargetMeasure;
  unit: AmountUnit;
  unitName: string;
};

/** Every version of a target, the latest first, with what it changed, why, by which document and by whom. */
export function RevisionList({ revisions, shownId, measure, unit, unitName }: Props) {
  const t = useTranslations('targets');
  const locale = useLocale();
  const format = (value: bigint) => `${formatMeasured(value, measure, unit)} ${unitName}`;
  const sentence = ({ on, from, to }: Revision['changes'][number]) => {
    if (to === null) return t('dropped', { on, from: from === null ? MISSING : format(from) });
    return from === null
      ? t('setTo', { on, to: format(to) })
      : t('changed', { on, from: format(from), to: format(to) });
  };
  return (
    <>
      <SectionHead>{t('revisions')}</SectionHead>
      <Table caption={t('revisions')}>
        <thead>
          <tr>
            <Th>{t('one')}</Th>
            <Th>{t('changes')}</Th>
            <Th>{t('reason')}</Th>
            <Th>{t('documentNumber')}</Th>
            <Th>{t('by')}</Th>
            <Th>{t('frozenBy')}</Th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((row) => (
            <tr key={row.id}>
              <RowHead>
                {row.id === shownId ? (
                  t('version', { revision: row.revision + 1 })
                ) : (
                  <Link href={`/targets/${row.id}`}>{t('version', { revision: row.revision + 1 })}</Link>
                )}
              </RowHead>
              <Td label={t('changes')}>
                {row.changes.length === 0
                  ? t('noChanges')
                  : row.changes.map((change) => (
                      <span key={change.on} className="block">
                        {sentence(change)}
                      </span>
                    ))}
              </Td>
              <Td label={t('reason')}>{row.reason ?? MISSING}</Td>
              <Td label={t('documentNumber')}>{row.documentNumber ?? MISSING}</Td>
              <Td label={t('by')}>{row.by ? labelOf(row.by, locale) : MISSING}</Td>
              <Td label={t('frozenBy')}>
                {row.frozenOn
                  ? `${row.frozenBy ? labelOf(row.frozenBy, locale) : ''} ${row.frozenOn}`
                  : t('statuses.DRAFT')}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
