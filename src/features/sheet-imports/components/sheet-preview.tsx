import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { CheckboxField } from '@/components/ui/choices';
import { OnceShown, UntilDone } from '@/components/ui/once';
import { Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from '@/lib/action-result';
import { formatInstant } from '@/lib/format-day';
import type { AnySheet } from '../definition';
import type { SheetView } from '../queries';
import { IssueTable, RowTable } from './row-tables';

interface SheetPreviewProps {
  definition: AnySheet;
  view: SheetView;
  confirm: FormAction;
  discard: FormAction;
}

/** An upload before and after its confirm: what is wrong, what would be written, and then what was shown once. */
export async function SheetPreview({ definition, view, confirm, discard }: SheetPreviewProps) {
  const t = await getTranslations('sheets');
  const faults = view.issues.length;
  const open = view.status === 'PREVIEW';
  return (
    <>
      <Section className="mt-4">
        {view.status === 'CONFIRMED' && (
          <SayBar
            tone="green"
            detail={view.confirmedAt ? t('preview.doneDetail', { at: formatInstant(view.confirmedAt) }) : undefined}
          >
            {t('preview.done', { count: view.rowCount })}
          </SayBar>
        )}
        {view.status === 'DISCARDED' && <SayBar>{t('preview.discarded')}</SayBar>}
        {open && faults === 0 && (
          <SayBar tone="green" detail={t('preview.cleanDetail', { count: view.rowCount })}>
            {t('preview.clean')}
          </SayBar>
        )}
        {open && faults > 0 && (
          <SayBar tone="red" detail={t('preview.faultsDetail')}>
            {t('preview.faults', { count: faults })}
          </SayBar>
        )}
      </Section>
      {/* stays where it is once confirmed: what is shown once lives in its state */}
      <ActionForm action={confirm} aria-label={t('preview.confirmTitle')}>
        <input type="hidden" name="sheetId" value={view.id} />
        <OnceShown
          words={{
            title: t('secrets.title'),
            once: t('secrets.once'),
            label: t('secrets.account'),
            secret: t('secrets.secret'),
            download: t('secrets.download'),
            fileName: t('secrets.fileName'),
          }}
        />
        {open && faults === 0 && (
          <UntilDone>
            <ConfirmPanel title={t('preview.confirmTitle')} className="mt-4">
              <CheckboxField name="checked" value="true" label={t('preview.checked')} />
              <SubmitButton>{t('preview.confirm', { count: view.rowCount })}</SubmitButton>
            </ConfirmPanel>
          </UntilDone>
        )}
      </ActionForm>
      {open && faults > 0 && <IssueTable definition={definition} issues={view.issues} />}
      {open && <RowTable definition={definition} rows={view.rows} issues={view.issues} />}
      <div className="mt-5 flex flex-wrap gap-3">
        {view.status === 'CONFIRMED' && <ButtonLink href={definition.home}>{t('preview.result')}</ButtonLink>}
        {(!open || faults > 0) && <ButtonLink href={definition.importPath}>{t('preview.again')}</ButtonLink>}
        {open && (
          <ActionForm action={discard} aria-label={t('preview.discard')}>
            <input type="hidden" name="sheetId" value={view.id} />
            <SubmitButton variant="default">{t('preview.discard')}</SubmitButton>
          </ActionForm>
        )}
      </div>
    </>
  );
}
