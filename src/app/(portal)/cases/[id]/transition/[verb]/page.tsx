import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitle } from '@/app/page-title';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { TransitionForm } from '@/features/cases/components/transition-form';
import { PLAIN_VERBS, type PlainVerb } from '@/features/cases/plain-verbs';
import { getCase } from '@/features/cases/queries';
import { labelOf } from '@/i18n/label';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { describeRefusal } from '@/server/refusal-text';

type Props = { params: Promise<{ id: string; verb: string }> };

const plainVerbOf = (asked: string): PlainVerb | undefined => PLAIN_VERBS.find((entry) => entry === asked);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id, verb: asked } = await params;
  const verb = plainVerbOf(asked);
  return verb ? caseTitle(id, (await getTranslations('cases'))(`verbs.${verb}`)) : {};
}

/** One transition: what it does in words, what it needs, and the button; or why it is shut. */
export default async function TransitionPage({ params }: Props) {
  const { id, verb: asked } = await params;
  const actor = await requireActor();
  const verb = plainVerbOf(asked);
  const view = verb ? await getCase(actor, id, currentTime()) : null;
  if (!view || !verb) notFound();
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const available = view.transitions.find((entry) => entry.verb === verb);
  const reasons = available
    ? await Promise.all(available.refusals.map(describeRefusal))
    : [await describeRefusal({ code: 'TRANSITION_NOT_AVAILABLE' })];
  return (
    <Page>
      <Breadcrumb
        items={[
          { label: t('title'), href: '/cases' },
          { label: view.facts.reference, href: `/cases/${id}` },
          { label: t(`verbs.${verb}`) },
        ]}
      />
      <PageHead title={t(`verbs.${verb}`)} below={<span>{`${view.facts.reference} ${view.title}`}</span>} rule />
      <div className="max-w-160 py-4">
        {reasons.length > 0 ? (
          <SayBar tone="amber" detail={reasons.join(' ')}>
            {t('panel.notYet', { verb: t(`verbs.${verb}`) })}
          </SayBar>
        ) : (
          <TransitionForm
            view={view}
            verb={verb}
            stageNames={view.facts.definition.stages.map((entry) => ({
              stage: entry.stage,
              name: labelOf(entry.name, locale),
            }))}
          />
        )}
      </div>
    </Page>
  );
}
