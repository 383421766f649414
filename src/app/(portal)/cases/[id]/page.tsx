import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Watermark } from '@/components/shell/watermark';
import { SectionHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Tabs } from '@/components/ui/tabs';
import { can } from '@/domain/permissions';
import { CaseAmounts } from '@/features/cases/components/case-amounts';
import { CaseFactList } from '@/features/cases/components/case-fact-list';
import { CaseHead } from '@/features/cases/components/case-head';
import { CaseTimeline } from '@/features/cases/components/case-timeline';
import { TransitionPanel } from '@/features/cases/components/transition-panel';
import { getCase, listTimeline } from '@/features/cases/queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { displayUnit } from '@/server/preferences';

const TABS = ['basic', 'due-diligence', 'decision', 'contract', 'money', 'documents', 'follow-up', 'timeline'] as const;
type Tab = (typeof TABS)[number];
type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ tab?: string; done?: string }> };

export default async function CasePage({ params, searchParams }: Props) {
  const { id } = await params;
  const search = await searchParams;
  const actor = await requireActor();
  const now = new Date();
  const view = can(actor, 'case.read') ? await getCase(actor, id, now) : null;
  if (!view) notFound();
  const tab: Tab = TABS.find((entry) => entry === search.tab) ?? 'basic';
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const unit = await displayUnit();
  const timeline = (await listTimeline(actor, id)) ?? [];
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <CaseHead view={view} />
      {search.done && (
        <SayBar tone="green" live>
          {t('done', { verb: t(`verbs.${search.done}` as never) })}
        </SayBar>
      )}
      <PanelledPage panel={<TransitionPanel view={view} />}>
        <CaseAmounts view={view} unit={unit} />
        <Section>
          <Tabs
            label={view.title}
            items={TABS.map((entry) => ({
              href: `/cases/${id}?tab=${entry}`,
              label: t(`tabs.${entry}`),
              current: entry === tab,
            }))}
          />
        </Section>
        {tab === 'basic' && <CaseFactList view={view} />}
        {tab === 'timeline' && <CaseTimeline rows={timeline} definition={view.facts.definition} unit={unit} />}
        {tab === 'basic' && (
          <Section>
            <SectionHead end={<Link href={`/cases/${id}?tab=timeline`}>{t('tabs.timeline')}</Link>}>
              {t('tabs.timeline')}
            </SectionHead>
            <CaseTimeline rows={timeline.slice(0, 5)} definition={view.facts.definition} unit={unit} />
          </Section>
        )}
      </PanelledPage>
    </Page>
  );
}
