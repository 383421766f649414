import { useLocale, useTranslations } from 'next-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount, MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { QuotaCaseRow, QuotaEntryRow, QuotaTransferRow } from '../queries';

/** The cases behind a quota: what each has set aside, was paid and gets as a concession. */
export function QuotaCases({ rows, unit }: { rows: readonly QuotaCaseRow[]; unit: AmountUnit }) {
  const t = useTranslations('quotas');
  const shownUnit = useTranslations('common')(`unit${unit}`);
  return (
    <>
      <SectionHead note={t('casesNote')}>{t('cases')}</SectionHead>
      {rows.length === 0 ? (
        <EmptyState title={t('noCases')}>{t('noCasesNext')}</EmptyState>
      ) : (
        <Table caption={t('cases')}>
          <thead>
            <tr>
              <Th>{t('case')}</Th>
              <Th num>{t('heldByCase')}</Th>
              <Th num>{t('usedByCase')}</Th>
              <Th num>{t('outstanding')}</Th>
              <Th num>{t('concessionYear')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <RowHead>
                  <Link href={`/cases/${row.id}?tab=decision`}>{row.reference}</Link>
                </RowHead>
                <Td num label={t('heldByCase')} unit={shownUnit}>
                  {formatAmount(row.reservedFen, unit)}
                </Td>
                <Td num label={t('usedByCase')} unit={shownUnit}>
                  {formatAmount(row.usedFen, unit)}
                </Td>
                <Td num label={t('outstanding')} unit={shownUnit}>
                  {formatAmount(row.outstandingFen, unit)}
                </Td>
                <Td num label={t('concessionYear')} unit={shownUnit}>
                  {formatAmount(row.concessionFen, unit)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

/** Transfers from and to it; nothing while there are none. */
export function QuotaTransfers({ rows, unit }: { rows: readonly QuotaTransferRow[]; unit: AmountUnit }) {
  const t = useTranslations('quotas');
  const locale = useLocale();
  const shownUnit = useTranslations('common')(`unit${unit}`);
  if (rows.length === 0) return null;
  return (
    <Section>
      <SectionHead>{t('transfers')}</SectionHead>
      <Table caption={t('transfers')}>
        <thead>
          <tr>
            <Th>{t('fromTo')}</Th>
            <Th num>{t('transferAmount')}</Th>
            <Th>{t('reason')}</Th>
            <Th>{t('requestedBy')}</Th>
            <Th>{t('state')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <RowHead>{t('fromToValue', { from: row.from, to: row.to })}</RowHead>
              <Td num label={t('transferAmount')} unit={shownUnit}>
                {formatAmount(row.amountFen, unit)}
              </Td>
              <Td label={t('reason')}>{row.reason}</Td>
              <Td label={t('requestedBy')}>{row.requestedBy ? labelOf(row.requestedBy, locale) : MISSING}</Td>
              <Td label={t('state')}>
                {t(`statuses.${row.status}`)}
                {row.settledBy && <span className="text-ink-3"> {labelOf(row.settledBy, locale)}</span>}
                {row.settledRemark && <span className="block text-ink-3">{row.settledRemark}</span>}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

/** Every movement, the latest first. */
export function QuotaEntries({ rows, unit }: { rows: readonly QuotaEntryRow[]; unit: AmountUnit }) {
  const t = useTranslations('quotas');
  const locale = useLocale();
  const shownUnit = useTranslations('common')(`unit${unit}`);
  return (
    <>
      <SectionHead note={t('entriesNote')}>{t('entries')}</SectionHead>
      <Table caption={t('entries')}>
        <thead>
          <tr>
            <Th>{t('movement')}</Th>
            <Th num>{t('entryAmount')}</Th>
            <Th>{t('case')}</Th>
            <Th>{t('by')}</Th>
            <Th>{t('on')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <RowHead>{t(row.kind === 'MOVE_OUT' && !row.moved ? 'kinds.TAKEN_BACK' : `kinds.${row.kind}`)}</RowHead>
              <Td num label={t('entryAmount')} unit={shownUnit}>
                {formatAmount(row.amountFen, unit)}
              </Td>
              <Td label={t('case')}>
                {row.case ? <Link href={`/cases/${row.case.id}?tab=decision`}>{row.case.reference}</Link> : MISSING}
              </Td>
              <Td label={t('by')}>{row.by ? labelOf(row.by, locale) : MISSING}</Td>
              <Td label={t('on')}>{row.on}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
