import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page, Section } from '@/components/ui/page';
import { TableUploadForm } from '@/components/ui/table-upload-form';
import { REFUSAL_CODES } from '@/domain/refusal';
import { Steps } from '@/features/projects/components/steps';
import { listOpenImports } from '@/features/projects/queries-import';
import { importCountyOf } from '@/features/projects/scope';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { describeRefusal } from '@/server/refusal-text';

export const generateMetadata = titled('projects', 'upload.title');

export default async function UploadPage({ searchParams }: { searchParams: Promise<{ refused?: string }> }) {
  const actor = await requireActor();
  if (importCountyOf(actor) === null) notFound();
  const [t, bulk] = await Promise.all([getTranslations('projects'), getTranslations('bulk-imports')]);
  const open = await listOpenImports(actor);
  const { refused } = await searchParams;
  const code = REFUSAL_CODES.find((known) => known === refused);
  return (
    <Page>
      <Breadcrumb
        items={[{ label: t('title'), href: '/projects' }, { label: t('preview.crumb') }]}
        end={<Link href="/projects/import/bulk">{bulk('link')}</Link>}
      />
      <PageHead title={t('upload.title')} below={t('upload.promise')} actions={<Steps now="upload" />} rule />
      <Section className="mt-4 max-w-160">
        <TableUploadForm
          address="/api/imports"
          words={{ title: t('upload.title'), file: t('upload.file'), hint: t('upload.hint'), send: t('upload.send') }}
          refused={code && (await describeRefusal({ code }))}
        />
      </Section>
      {open.length > 0 && (
        <Section>
          <SectionHead>{t('openImports')}</SectionHead>
          <ul className="border-t border-rule">
            {open.map((batch) => (
              <li key={batch.id} className="flex flex-wrap gap-x-4 border-b border-rule-soft py-2">
                <Link href={`/projects/import/${batch.id}`}>{t('upload.open')}</Link>
                <span className="text-sm text-ink-2">
                  {t('upload.openNote', {
                    file: batch.fileName,
                    sheet: batch.sheetName,
                    at: formatInstant(batch.createdAt),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
