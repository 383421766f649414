import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import type { DraftLine } from '../queries';

/** Forms that somebody has begun and not sent; each leads back to where it goes on. */
export async function DraftList({ drafts }: { drafts: readonly DraftLine[] }) {
  const t = await getTranslations('drafts');
  return (
    <Table caption={t('list')}>
      <thead>
        <tr>
          <Th>{t('columnForm')}</Th>
          <Th>{t('columnSaved')}</Th>
        </tr>
      </thead>
      <tbody>
        {drafts.map((draft) => (
          <tr key={draft.formKey}>
            <RowHead>
              <Link href={draft.href} className="underline">
                {draft.title}
              </Link>
            </RowHead>
            <Td label={t('columnSaved')}>{formatInstant(draft.savedAt)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
