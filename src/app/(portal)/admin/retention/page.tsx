import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHead, SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { can } from '@/domain/permissions';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { AskedErasures } from '@/features/retention/components/asked-erasures';
import { DueTable } from '@/features/retention/components/due-table';
import { HeldTable } from '@/features/retention/components/held-table';
import { SettledTable } from '@/features/retention/components/settled-table';
import { getRetentionReport } from '@/features/retention/queries';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'sections.retention');

export default async function RetentionPage() {
  const actor = await requireSection('retention');
  const report = await read(actor, (tx) => getRetentionReport(tx, actor));
  const t = await getTranslations('administration');
  const words = await getTranslations('retention');
  return (
    <AdminPage actor={actor} current="retention">
      <PageHead title={t('sections.retention')} below={words('note')} rule />
      <Section>
        <SectionHead>{words('asked.title')}</SectionHead>
        {report.asked.length === 0 ? (
          <EmptyState title={words('asked.empty')}>{words('asked.emptyNext')}</EmptyState>
        ) : (
          <AskedErasures rows={report.asked} />
        )}
      </Section>
      <Section>
        <SectionHead note={words('due.count', { count: report.dueInAll })}>{words('due.title')}</SectionHead>
        {report.due.length === 0 ? (
          <EmptyState title={words('due.empty')}>{words('due.emptyNext')}</EmptyState>
        ) : (
          <DueTable rows={report.due} inAll={report.dueInAll} mayAsk={can(actor, 'erasure.ask')} />
        )}
      </Section>
      <Section>
        <SectionHead note={words('holds.count', { count: report.holds.length })}>
          {words('holds.reportTitle')}
        </SectionHead>
        {report.holds.length === 0 ? (
          <EmptyState title={words('holds.empty')}>{words('holds.emptyNext')}</EmptyState>
        ) : (
          <HeldTable rows={report.holds} />
        )}
      </Section>
      <Section>
        <SectionHead>{words('settled.title')}</SectionHead>
        {report.settled.length === 0 ? (
          <EmptyState title={words('settled.empty')}>{words('settled.emptyNext')}</EmptyState>
        ) : (
          <SettledTable rows={report.settled} />
        )}
      </Section>
    </AdminPage>
  );
}
