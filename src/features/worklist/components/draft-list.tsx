import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import { toLocalPath } from '@/lib/local-path';
import { discard } from '../actions';
import type { DraftRow } from '../queries';

/** Forms that were begun and not sent: go on with one, or throw it away. */
export async function DraftList({ rows }: { rows: DraftRow[] }) {
  const t = await getTranslations('worklist');
  return (
    <Table caption={t('views.drafts')} className="mt-3">
      <thead>
        <tr>
          <Th>{t('draft.title')}</Th>
          <Th>{t('draft.savedAt')}</Th>
          <Th>{t('columns.action')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const title = row.title || t('draft.untitled');
          return (
            <tr key={row.id}>
              <RowHead phone="title">
                <Link href={toLocalPath(row.href, '/worklist?view=drafts')}>{title}</Link>
              </RowHead>
              <Td phone="sub" className="whitespace-nowrap text-ink-2">
                {formatInstant(row.savedAt)}
              </Td>
              <Td phone="line">
                <ConfirmDialog
                  trigger={t('draft.discard')}
                  triggerVariant="text"
                  title={t('draft.discardTitle', { title })}
                  description={t('draft.discardNote')}
                >
                  <ActionForm action={discard}>
                    <input type="hidden" name="draftId" value={row.id} />
                    <SubmitButton variant="danger">{t('draft.discard')}</SubmitButton>
                  </ActionForm>
                </ConfirmDialog>
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
