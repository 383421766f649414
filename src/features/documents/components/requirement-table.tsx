import { getLocale, getTranslations } from 'next-intl/server';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { MISSING } from '@/domain/money';
import { KeyField } from '@/features/key-field';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatMonthDay } from '@/lib/format-day';
import { MAX_FILE_BYTES } from '@/server/storage';
import type { DocumentList, DocumentView, RequirementView } from '../queries';
import { DocumentLink } from './document-desk';
import { UploadControl } from './upload-control';
import { Versions } from './versions';

/** One line per thing owed: whether and when, its state in a word, the files, who checked them. */
export async function RequirementTable({ list, rows }: { list: DocumentList; rows: readonly RequirementView[] }) {
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const mayUpload = list.uploadRefusal === null;
  return (
    <Table caption={t('caption')}>
      <thead>
        <tr>
          <Th>{t('columnItem')}</Th>
          <Th>{t('columnNeed')}</Th>
          <Th>{t('columnStatus')}</Th>
          <Th>{t('columnFiles')}</Th>
          <Th>{t('columnChecked')}</Th>
          {mayUpload && <Th className="screen-only">{t('columnUpload')}</Th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code} id={`requirement-${row.code}`}>
            <RowHead>
              {labelOf(row.name, locale)}
              {row.hasTemplate && (
                <a className="ml-2 text-xs font-normal" href={`/api/templates/${list.caseId}/${row.code}`}>
                  {t('blankForm')}
                </a>
              )}
            </RowHead>
            <Td label={t('columnNeed')}>
              <Need row={row} isNow={row.stage === list.stage} />
            </Td>
            <Td phone="title-end">
              <RequirementStatus row={row} />
            </Td>
            <Td label={t('columnFiles')}>
              {row.files.length === 0 ? MISSING : <FileLines files={row.files} />}
              <Versions row={row} />
            </Td>
            <Td label={t('columnChecked')}>{row.files.length === 0 ? MISSING : <CheckLines files={row.files} />}</Td>
            {mayUpload && (
              <Td className="screen-only max-md:pt-1">
                <UploadControl
                  caseId={list.caseId}
                  requirementCode={row.code}
                  name={labelOf(row.name, locale)}
                  photosOnly={row.photosOnly}
                  maxBytes={MAX_FILE_BYTES}
                  keyField={<KeyField />}
                />
              </Td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

async function Need({ row, isNow }: { row: RequirementView; isNow: boolean }) {
  const t = await getTranslations('documents');
  const stage = labelOf(row.stageName, await getLocale());
  const need = row.required ? (isNow ? t('needNow') : t('needStage', { stage })) : t('optional', { stage });
  const more = [
    row.minimum > 1 ? t('minimum', { count: row.minimum }) : null,
    row.photosOnly ? t('photosOnly') : null,
  ].filter((text) => text !== null);
  return <span className={row.required ? undefined : 'text-ink-3'}>{[need, ...more].join(t('listSeparator'))}</span>;
}

async function RequirementStatus({ row }: { row: RequirementView }) {
  const t = await getTranslations('documents');
  const isRejected = row.files.some((file) => file.status === 'REJECTED');
  if (row.required && row.missing > 0)
    return isRejected ? (
      <Status tone="red" hollow>
        {t('stateRejected')}
      </Status>
    ) : (
      <Status tone={row.isDue ? 'amber' : 'grey'} hollow>
        {t('stateMissing', { count: row.missing })}
      </Status>
    );
  if (row.unchecked > 0) return <Status tone="accent">{t('stateUnchecked', { count: row.unchecked })}</Status>;
  const standing = row.files.filter((file) => file.status !== 'REJECTED');
  if (standing.length === 0) return <Status hollow>{t('stateNone')}</Status>;
  const isChecked = standing.every((file) => file.status === 'CHECKED');
  return <Status tone="green">{t(isChecked ? 'stateChecked' : 'stateUploaded')}</Status>;
}

async function FileLines({ files }: { files: readonly DocumentView[] }) {
  const t = await getTranslations('documents');
  return (
    <ul className="max-md:inline-block max-md:align-top">
      {files.map((file) => (
        <li key={file.id} className="break-all">
          {file.fileName === null ? (
            <span className="text-ink-2" title={t('contentClosed')}>
              {t('fileNumber', { version: file.version })}
            </span>
          ) : (
            <DocumentLink caseId={file.caseId} documentId={file.id} className="underline">
              {file.fileName}
            </DocumentLink>
          )}
          {file.status === 'REJECTED' && <span className="ml-1.5 text-xs text-red">{t('status.REJECTED')}</span>}
          {(file.scanState === 'QUARANTINED' || file.scanState === 'NOT_SCANNED') && (
            <span
              className={file.scanState === 'QUARANTINED' ? 'ml-1.5 text-xs text-red' : 'ml-1.5 text-xs text-ink-3'}
            >
              {t(`scan.${file.scanState}`)}
            </span>
          )}
          {file.remark !== null && (
            <span className="block text-xs text-ink-2">{t('rejectedBecause', { remark: file.remark })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

async function CheckLines({ files }: { files: readonly DocumentView[] }) {
  const t = await getTranslations('documents');
  const locale = await getLocale();
  return (
    <ul className="max-md:inline-block max-md:align-top">
      {files.map((file) => (
        <li key={file.id}>
          {file.checkedBy === null || file.checkedAt === null
            ? '--'
            : t('checkedBy', {
                name: labelOf(file.checkedBy, locale),
                day: formatMonthDay(formatDayOf(file.checkedAt)),
              })}
        </li>
      ))}
    </ul>
  );
}
