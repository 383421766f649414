import { useLocale, useTranslations } from 'next-intl';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { Receipt } from '../view-queries';

/** Who has it open and what they answered; whoever is late with either stands out in words. */
export function Receipts({ receipts }: { receipts: readonly Receipt[] }) {
  const t = useTranslations('bulletins');
  const locale = useLocale();
  const unread = receipts.filter(({ readAt }) => readAt === null).length;
  const owed = receipts.filter(({ mustReply, replies }) => mustReply && replies.length === 0).length;
  return (
    <Section className="screen-only">
      <SectionHead note={t('receiptsNote', { unread, owed })}>{t('receipts')}</SectionHead>
      <Table caption={t('receipts')}>
        <thead>
          <tr>
            <Th>{t('heads.organisation')}</Th>
            <Th>{t('heads.read')}</Th>
            <Th>{t('heads.reply')}</Th>
          </tr>
        </thead>
        <tbody>
          {receipts.map((row) => (
            <tr key={row.organisationId}>
              <RowHead>{labelOf(row.organisation, locale)}</RowHead>
              <Td label={t('heads.read')}>
                {row.readAt ? (
                  [row.readBy && labelOf(row.readBy, locale), formatInstant(row.readAt)].filter(Boolean).join(' ')
                ) : (
                  <b className="text-amber">{t('unread')}</b>
                )}
              </Td>
              <Td label={t('heads.reply')}>
                <Replies row={row} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Replies({ row }: { row: Receipt }) {
  const t = useTranslations('bulletins');
  const locale = useLocale();
  if (row.replies.length === 0) return row.mustReply ? <b className="text-amber">{t('noReply')}</b> : '--';
  return (
    <ul>
      {row.replies.map((reply) => (
        <li key={reply.id}>
          <span className="whitespace-pre-line">{reply.measures}</span>{' '}
          <span className="text-xs text-ink-3">
            {t('measuresDue', { dueOn: reply.dueOn })} {reply.by && labelOf(reply.by, locale)}{' '}
            {formatInstant(reply.writtenAt)}
          </span>
        </li>
      ))}
    </ul>
  );
}
