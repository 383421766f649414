import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DataList } from '@/components/ui/data-list';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { Status, type StatusTone } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { DocumentStatus } from '@/domain/documents';
import { PhrasePicker } from '@/features/phrase-picker';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { describeRefusal } from '@/server/refusal-text';
import { checkDocumentAction, removeDocumentAction } from '../actions';
import type { DocumentPage, DocumentView } from '../queries';

const LOOKS = {
  UPLOADED: { tone: 'accent', hollow: false },
  CHECKED: { tone: 'green', hollow: false },
  REJECTED: { tone: 'red', hollow: true },
  SUPERSEDED: { tone: 'grey', hollow: true },
  REMOVED: { tone: 'grey', hollow: true },
} as const satisfies Record<DocumentStatus, { tone: StatusTone; hollow: boolean }>;

/** What is known of a file, and the verdict of whoever may give it; whoever may not reads why. */
export async function VerdictPanel({ page }: { page: DocumentPage }) {
  const t = await getTranslations('documents');
  const { document, verdictRefusal } = page;
  const why =
    verdictRefusal === null || verdictRefusal.code === 'NOT_PERMITTED'
      ? undefined
      : t('verdictWhyNot', { message: await describeRefusal(verdictRefusal) });
  return (
    <ConfirmPanel title={t('verdictTitle')} why={why} note={t('position', { n: page.position, total: page.total })}>
      <DocumentFacts page={page} />
      {verdictRefusal === null && <VerdictForm document={document} />}
      {document.mayRemove && (
        <div className="mt-3">
          <ConfirmDialog trigger={t('remove')} title={t('removeTitle')} description={t('removeText')}>
            <ActionForm action={removeDocumentAction}>
              <input type="hidden" name="documentId" value={document.id} />
              <SubmitButton variant="danger">{t('remove')}</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        </div>
      )}
    </ConfirmPanel>
  );
}

async function DocumentFacts({ page: { document, requirement } }: { page: DocumentPage }) {
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const said = (who: DocumentView['checkedBy'], at: Date | null) =>
    who === null || at === null ? '--' : t('checkedBy', { name: labelOf(who, locale), day: formatInstant(at) });
  return (
    <DataList
      columns={1}
      facts={[
        { label: t('factItem'), value: labelOf(requirement.name, locale) },
        { label: t('factFile'), value: document.fileName },
        {
          label: t('factStatus'),
          value: <Status {...LOOKS[document.status]}>{t(`status.${document.status}`)}</Status>,
        },
        { label: t('factUploaded'), value: said(document.uploadedBy, document.uploadedAt) },
        { label: t('factChecked'), value: said(document.checkedBy, document.checkedAt) },
        ...(document.remark === null ? [] : [{ label: t('factRemark'), value: document.remark }]),
        { label: t('factScan'), value: t(`scan.${document.scanState}`) },
      ]}
    />
  );
}

async function VerdictForm({ document }: { document: DocumentView }) {
  const t = await getTranslations('documents');
  const rejected = {
    value: 'REJECTED',
    label: t('verdictRejected'),
    hint: t('verdictRejectedHint'),
    children: (
      <Field name="remark" label={t('verdictRemark')} end={<PhrasePicker />}>
        <TextArea rows={3} maxLength={200} />
      </Field>
    ),
  };
  const checked = { value: 'CHECKED', label: t('verdictChecked'), hint: t('verdictCheckedHint') };
  const isOpen = document.status === 'UPLOADED' && document.scanState !== 'QUARANTINED';
  return (
    <ActionForm action={checkDocumentAction} className="mt-3" key={`${document.id}-${document.status}`}>
      <input type="hidden" name="documentId" value={document.id} />
      <Field name="outcome" label={t('verdictOutcome')} group required>
        <RadioGroup choices={isOpen ? [checked, rejected] : [rejected]} />
      </Field>
      <SubmitButton>{t('verdictSubmit')}</SubmitButton>
    </ActionForm>
  );
}
