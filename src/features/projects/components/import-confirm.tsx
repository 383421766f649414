import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { CheckboxField } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatAmount } from '@/domain/money';
import { confirmImportAction, discardImportAction } from '../actions';
import { countLines } from '../import-view';
import type { FoundImport } from '../queries-import';

/** The place of the confirm: what would be written now, or what still stands in the way. */
export async function ImportConfirm({ found, hasErrorFile }: { found: FoundImport; hasErrorFile: boolean }) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const unit = batch.state.table?.unit ?? 'WAN';
  const unitWord = t(`units.${unit}`);
  const sum = formatAmount(review.sumFen, unit);
  const blocked = review.errors + review.duplicates;
  const { skipped } = countLines(review);
  const subsidies = review.kept.filter(({ kind }) => kind === 'SUBSIDY').length;
  const batchFields = (
    <>
      <input type="hidden" name="batchId" value={batch.id} />
      <input type="hidden" name="version" value={batch.version} />
    </>
  );
  return (
    <ConfirmPanel
      id="confirm"
      title={t('foot.confirmTitle')}
      className="mt-6"
      why={
        <>
          <b className="text-ink">{t('foot.nothing')}</b>{' '}
          {blocked > 0
            ? t('foot.blocked', { count: blocked })
            : t('foot.now', { lines: review.kept.length, sum, unit: unitWord })}
          {skipped > 0 && <> {t('foot.left', { count: skipped })}</>}
        </>
      }
    >
      {blocked === 0 && review.kept.length > 0 && (
        <ActionForm action={confirmImportAction} aria-label={t('foot.confirmTitle')} key={batch.version}>
          {batchFields}
          <p className="mb-1 text-md font-bold">
            {t('preview.count', {
              lines: review.kept.length,
              sum,
              unit: unitWord,
              projects: review.kept.length - subsidies,
              subsidies,
            })}
          </p>
          <CheckboxField name="checked" label={t('foot.checked')} className="mb-2" />
          <SubmitButton>{t('foot.confirm')}</SubmitButton>
        </ActionForm>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {hasErrorFile && (
          <a className={buttonClass()} href={`/api/imports/${batch.id}/errors`} download>
            {t('foot.errors')}
          </a>
        )}
        <ButtonLink href="/projects/import">{t('foot.again')}</ButtonLink>
        <ConfirmDialog trigger={t('foot.discard')} title={t('foot.discardTitle')} description={t('foot.discardText')}>
          <ActionForm action={discardImportAction} aria-label={t('foot.discard')}>
            {batchFields}
            <SubmitButton variant="danger">{t('foot.discard')}</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      </div>
    </ConfirmPanel>
  );
}
