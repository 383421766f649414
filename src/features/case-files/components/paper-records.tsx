import { getTranslations } from 'next-intl/server';
import { MISSING } from '@/domain/money';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import type { CaseFile } from '../queries';
import { PaperPart, PaperTable } from './paper-parts';
import { paperWords } from './paper-words';

/** The list of files with the hash of each, so that the paper says which bytes it speaks of. */
export async function DocumentsPart({ file: { documents } }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const words = await getTranslations('documents');
  const { name, day } = await paperWords();
  return (
    <PaperPart title={t('paper.parts.documents')}>
      {documents.length === 0 ? (
        <p>{t('paper.none')}</p>
      ) : (
        <PaperTable
          heads={[
            words('columnItem'),
            words('columnFiles'),
            words('columnStatus'),
            t('paper.uploaded'),
            t('paper.checked'),
          ]}
          short={[2]}
          rows={documents.map((row) => ({
            key: row.id,
            cells: [
              words('versions.one', { name: name(row.requirement), version: row.version }),
              <>
                {row.fileName ?? words('contentClosed')}
                <span className="hash">{row.sha256}</span>
              </>,
              words(`status.${row.status}`),
              `${name(row.uploadedBy)} ${day(row.uploadedOn)}`,
              row.checkedBy ? name(row.checkedBy) : MISSING,
            ],
          }))}
        />
      )}
      <p className="note">{t('paper.hashNote')}</p>
    </PaperPart>
  );
}

/** Everything that happened, in the order of time. */
export async function TimelinePart({ file: { timeline, timelineCut } }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const { name } = await paperWords();
  return (
    <PaperPart title={t('paper.parts.timeline')}>
      {timelineCut && <p className="note">{t('paper.timelineCut', { count: timeline.length })}</p>}
      <PaperTable
        heads={[t('paper.time'), t('paper.what'), t('paper.who'), t('paper.remark')]}
        short={[0]}
        rows={timeline.map((row) => ({
          key: row.id,
          cells: [
            formatInstant(row.recordedAt),
            cases(`events.${row.kind.replaceAll('.', '_')}` as never),
            [row.actor, row.organisation].map((label) => (label ? name(label) : '')).join(' '),
            [
              row.remark,
              formatDayOf(row.recordedAt) === row.occurredOn ? null : t('paper.occurredOn', { day: row.occurredOn }),
            ]
              .filter(Boolean)
              .join(t('paper.separator')),
          ],
        }))}
      />
    </PaperPart>
  );
}
