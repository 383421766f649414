import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Page } from '@/components/ui/page';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { formatAmount } from '@/domain/money';
import { PlanLines } from '@/features/projects/components/plan-lines';
import { SummaryChecks } from '@/features/projects/components/summary-checks';
import { findPlan } from '@/features/projects/queries';
import { formatDayOf } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const plan = await findPlan(await requireActor(), (await params).id);
  return plan ? { title: plan.title } : {};
}

export default async function PlanPage({ params }: Props) {
  const actor = await requireActor();
  const plan = await findPlan(actor, (await params).id);
  if (!plan) notFound();
  const t = await getTranslations('projects');
  const unit = await displayUnit();
  const subsidies = plan.lines.filter(({ kind }) => kind === 'SUBSIDY').length;
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/projects' },
          { label: t('plan.list'), href: '/projects/plans' },
          { label: plan.title },
        ]}
      />
      <PageHead
        title={plan.title}
        below={
          <>
            <b className="text-ink">
              {t('plan.count', {
                lines: plan.lineCount,
                sum: formatAmount(plan.totalFen, unit),
                unit: t(`units.${unit}`),
                projects: plan.lineCount - subsidies,
                subsidies,
              })}
            </b>
            <span>
              {t('plan.confirmedOn')} {formatDayOf(plan.confirmedAt)}
            </span>
            <Link href={`/projects?year=${plan.year}`}>{t('plan.openPool')}</Link>
          </>
        }
        actions={<UnitSwitch current={unit} />}
      />
      <PlanLines lines={plan.lines} unit={unit} />
      <SummaryChecks summaries={plan.summaries} unit={unit} />
    </Page>
  );
}
