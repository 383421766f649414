import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import type { BulletinRow } from '../queries';
import { BulletinStatusWord, periodCode } from './bulletin-words';

/** Bulletins, the latest first, with who has read and answered them, or whether the reader's own unit has. */
export function BulletinTable({ rows }: { rows: readonly BulletinRow[] }) {
  const t = useTranslations('bulletins');
  const locale = useLocale();
  return (
    <Table caption={t('title')}>
      <thead>
        <tr>
          <Th>{t('heads.bulletin')}</Th>
          <Th>{t('heads.number')}</Th>
          <Th>{t('heads.issuer')}</Th>
          <Th>{t('heads.period')}</Th>
          <Th>{t('heads.asOf')}</Th>
          <Th>{t('heads.status')}</Th>
          <Th>{t('heads.receipts')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/bulletins/${row.id}`} lang="zh-CN">
                {row.title}
              </Link>
            </RowHead>
            <Td phone={row.number ? 'sub' : 'hide'}>{row.number ?? '--'}</Td>
            <Td label={t('heads.issuer')}>{labelOf(row.issuer, locale)}</Td>
            <Td label={t('heads.period')}>{periodCode(row.period)}</Td>
            <Td label={t('heads.asOf')}>{row.asOf}</Td>
            <Td phone="title-end">
              <BulletinStatusWord status={row.status} />
            </Td>
            <Td label={t('heads.receipts')}>
              <ReceiptWord row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function ReceiptWord({ row: { receipts, own } }: { row: BulletinRow }) {
  const t = useTranslations('bulletins');
  if (own?.owes) return <b className="text-amber">{t('owes')}</b>;
  if (own) return t(own.read ? 'readByUs' : 'unreadByUs');
  return receipts ? t('receiptCounts', receipts) : '--';
}
