import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import { toLocalPath } from '@/lib/local-path';
import { discard } from '../actions';
import type { DraftLine } from '../queries';

/** Forms that somebody has begun and not sent: go on with one, or throw it away. */
export async function DraftList({ drafts }: { drafts: readonly DraftLine[] }) {
  const t = await getTranslations('drafts');
  return (
    <Table caption={t('list')} className="mt-3">
      <thead>
        <tr>
          <Th>{t('columnForm')}</Th>
          <Th>{t('columnSaved')}</Th>
          <Th>{t('columnAction')}</Th>
        </tr>
      </thead>
      <tbody>
        {drafts.map((draft) => {
          const title = draft.title || t('untitled');
          return (
            <tr key={draft.formKey}>
              <RowHead phone="title">
                <Link href={toLocalPath(draft.href, '/worklist?view=drafts')}>{title}</Link>
              </RowHead>
              <Td phone="sub" className="whitespace-nowrap text-ink-2">
                {formatInstant(draft.savedAt)}
              </Td>
              <Td phone="line">
                <ConfirmDialog
                  trigger={t('discardShort')}
                  triggerVariant="text"
                  title={t('discardTitleOf', { title })}
                  description={t('discardListNote')}
                >
                  <ActionForm action={discard}>
                    <input type="hidden" name="formKey" value={draft.formKey} />
                    <SubmitButton variant="danger">{t('discardShort')}</SubmitButton>
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
