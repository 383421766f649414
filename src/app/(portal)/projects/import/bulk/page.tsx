import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { RefreshWhile } from '@/components/ui/refresh-while';
import { TableUploadForm } from '@/components/ui/table-upload-form';
import { BULK_HEADS, BULK_LIMITS } from '@/domain/bulk-import';
import { REFUSAL_CODES } from '@/domain/refusal';
import { BulkImportTable } from '@/features/bulk-imports/components/bulk-import-table';
import { FaultReport } from '@/features/bulk-imports/components/fault-report';
import { listBulkImports } from '@/features/bulk-imports/queries';
import { importAreaOf } from '@/features/bulk-imports/scope';
import { importCountyOf } from '@/features/projects/scope';
import { requireActor } from '@/server/auth';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('bulk-imports', 'title');

type Props = { searchParams: Promise<{ refused?: string; import?: string }> };

export default async function BulkImportPage({ searchParams }: Props) {
  const actor = await requireActor();
  if (importAreaOf(actor) === null) notFound();
  const [t, projects] = await Promise.all([getTranslations('bulk-imports'), getTranslations('projects')]);
  const rows = await listBulkImports(actor);
  const { refused, import: wanted } = await searchParams;
  const code = REFUSAL_CODES.find((known) => known === refused);
  const shown = rows.find(({ id }) => id === wanted) ?? rows[0];
  const running = rows.some(({ status }) => status === 'QUEUED' || status === 'RUNNING');
  const isOver = shown !== undefined && shown.status !== 'QUEUED' && shown.status !== 'RUNNING';
  return (
    <Page>
      <Breadcrumb
        items={[{ label: projects('title'), href: '/projects' }, { label: t('crumb') }]}
        end={importCountyOf(actor) === null ? undefined : <Link href="/projects/import">{t('back')}</Link>}
      />
      <PageHead title={t('title')} below={t('promise')} rule />
      <RefreshWhile running={running} />
      <Section className="mt-4 max-w-160">
        <TableUploadForm
          streamed
          address="/api/files/pool-projects"
          words={{
            title: t('upload.title'),
            file: t('upload.file'),
            hint: t('upload.hint', {
              ...BULK_HEADS,
              megabytes: BULK_LIMITS.megabytes,
              rows: BULK_LIMITS.rows.toLocaleString('en-US'),
            }),
            send: t('upload.send'),
          }}
          refused={code && (await describeRefusal({ code }))}
        />
      </Section>
      <Section>
        <SectionHead>{t('list.title')}</SectionHead>
        {rows.length === 0 ? (
          <EmptyState title={t('list.empty')}>{t('list.emptyNext')}</EmptyState>
        ) : (
          <BulkImportTable rows={rows} />
        )}
      </Section>
      {isOver && <FaultReport actor={actor} row={shown} />}
    </Page>
  );
}
