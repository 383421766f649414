import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { Pager } from '@/components/ui/pager';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount, sumFen } from '@/domain/money';
import { can } from '@/domain/permissions';
import { listPlans } from '@/features/projects/queries';
import { formatDayOf } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('projects', 'plan.list');

export default async function PlansPage({ searchParams }: { searchParams: Promise<{ after?: string }> }) {
  const actor = await requireActor();
  if (!can(actor, 'project.read')) notFound();
  const { after } = await searchParams;
  const t = await getTranslations('projects');
  const unit = await displayUnit();
  const unitWord = t(`units.${unit}`);
  const { rows, nextAfter } = await listPlans(actor, after === undefined ? {} : { after });
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/projects' }, { label: t('plan.list') }]} />
      <PageHead title={t('plan.list')} meta={t('plan.listMeta')} actions={<UnitSwitch current={unit} />} />
      {rows.length === 0 ? (
        <EmptyState title={t('plan.emptyTitle')}>{t('plan.empty')}</EmptyState>
      ) : (
        <Table caption={t('plan.list')}>
          <thead>
            <tr>
              <Th>{t('plan.name')}</Th>
              <Th>{t('list.year')}</Th>
              <Th num>{t('plan.lines')}</Th>
              <Th num>{t('plan.total', { unit: unitWord })}</Th>
              <Th>{t('plan.confirmedOn')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((plan) => (
              <tr key={plan.id}>
                <RowHead>
                  <Link href={`/projects/plans/${plan.id}`} className="case-link">
                    {plan.title}
                  </Link>
                </RowHead>
                <Td label={t('list.year')}>{plan.year}</Td>
                <Td num label={t('plan.lines')}>
                  {plan.lineCount}
                </Td>
                <Td num label={t('plan.total', { unit: unitWord })}>
                  {formatAmount(plan.totalFen, unit)}
                </Td>
                <Td label={t('plan.confirmedOn')}>{formatDayOf(plan.confirmedAt)}</Td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <RowHead>{t('list.pageTotal')}</RowHead>
              <Td phone="hide" />
              <Td num label={t('plan.lines')}>
                {rows.reduce((sum, { lineCount }) => sum + lineCount, 0)}
              </Td>
              <Td num label={t('plan.total', { unit: unitWord })}>
                {formatAmount(sumFen(rows.map(({ totalFen }) => totalFen)), unit)}
              </Td>
              <Td phone="hide" />
            </tr>
          </tfoot>
        </Table>
      )}
      <Pager
        {...(after === undefined ? {} : { firstHref: '/projects/plans' })}
        {...(nextAfter ? { nextHref: `/projects/plans?after=${nextAfter}` } : {})}
      />
    </Page>
  );
}
