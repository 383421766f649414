import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { TableUploadForm } from '@/components/ui/table-upload-form';
import type { Actor } from '@/domain/actor';
import { REFUSAL_CODES } from '@/domain/refusal';
import { formatInstant } from '@/lib/format-day';
import { describeRefusal } from '@/server/refusal-text';
import { SPREADSHEET_LIMITS } from '@/server/spreadsheet';
import type { AnySheet } from '../definition';
import { listOpenSheets } from '../queries';
import { describeColumns } from '../template';

/** Template, upload and what belongs into each column; `refused` is the code with which an upload without script came back. */
export async function SheetUpload({
  actor,
  definition,
  refused,
}: {
  actor: Actor;
  definition: AnySheet;
  refused?: string | undefined;
}) {
  const t = await getTranslations('sheets');
  const open = await listOpenSheets(actor, definition);
  const columns = await describeColumns(definition);
  const code = REFUSAL_CODES.find((known) => known === refused);
  const megabytes = SPREADSHEET_LIMITS.bytes / 1024 / 1024;
  const params = { megabytes, count: definition.maxRows, max: definition.maxRows, day: '--' };
  return (
    <>
      <Section className="mt-4 max-w-160">
        <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2">
          {/* a file, not a page: the browser saves it */}
          <ButtonLink href={`/api/sheets/${definition.kind.toLowerCase()}/template`}>{t('upload.template')}</ButtonLink>
          <span className="text-sm text-ink-2">{t('upload.templateNote', { max: definition.maxRows })}</span>
        </p>
        <TableUploadForm
          address="/api/sheets"
          words={{
            title: t('upload.title'),
            file: t('upload.file'),
            hint: t('upload.hint'),
            send: t('upload.send'),
          }}
          refused={code && (await describeRefusal({ code, params }))}
        >
          <input type="hidden" name="kind" value={definition.kind} />
        </TableUploadForm>
      </Section>
      {open.length > 0 && (
        <Section>
          <SectionHead>{t('upload.open')}</SectionHead>
          <ul className="border-t border-rule">
            {open.map((sheet) => (
              <li key={sheet.id} className="flex flex-wrap gap-x-4 border-b border-rule-soft py-2">
                <Link href={`${definition.importPath}/${sheet.id}`}>{t('upload.continue')}</Link>
                <span className="text-sm text-ink-2">
                  {t('upload.openNote', {
                    file: sheet.fileName,
                    count: sheet.rowCount,
                    at: formatInstant(sheet.createdAt),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section>
        <SectionHead>{t('upload.columns')}</SectionHead>
        <Table caption={t('upload.columns')}>
          <thead>
            <tr>
              <Th>{t('guide.column')}</Th>
              <Th>{t('guide.required')}</Th>
              <Th>{t('guide.hint')}</Th>
              <Th>{t('guide.sample')}</Th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.code}>
                <RowHead>{column.name}</RowHead>
                <Td label={t('guide.required')}>{t(column.required ? 'guide.yes' : 'guide.no')}</Td>
                <Td phone="line">
                  {column.hint}
                  {column.choices !== '' && <span className="block text-sm text-ink-2">{column.choices}</span>}
                </Td>
                <Td label={t('guide.sample')}>{column.sample}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </>
  );
}
