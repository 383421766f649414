import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { ConfirmDecision } from '@/features/decisions/components/confirm-decision';
import { DecisionDone, takenOf } from '@/features/decisions/components/decision-done';
import { readDraft } from '@/features/decisions/draft';
import { getDecision } from '@/features/decisions/queries';
import { decisionSchema } from '@/features/decisions/schema';
import { NextInQueue } from '@/features/worklist/components/next-in-queue';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { DecisionDesk } from './decision-desk';

export const generateMetadata = caseTitled('decisions', 'pageTitle');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string; edit?: string }> };

/** All that a decision rests on, with its form; after the form its confirm page; after it was taken, what came of it. */
export default async function DecisionPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  if (!can(actor, 'case.read')) notFound();
  const [{ id }, { done, edit }] = [await params, await searchParams];
  const now = currentTime();
  const view = await getDecision(actor, id, dayOf(now));
  if (!view) notFound();
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const taken = takenOf(done);
  const draft = taken || edit ? null : await readDraft(actor, id);
  const typed = draft?.version === String(view.facts.version) ? draft : null;
  const input = typed && decisionSchema.safeParse({ ...typed, caseId: id });
  const confirming = typed && input?.success ? { typed, input: input.data } : null;
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: view.facts.reference, href: `/cases/${id}` }, { label: t('pageTitle') }]} />
      <PageHead
        title={confirming ? t('confirmTitle') : view.title}
        below={
          <>
            <span>{view.facts.reference}</span>
            <span>{view.applicantName}</span>
            {confirming && <span>{view.title}</span>}
          </>
        }
      />
      {taken ? (
        <>
          <DecisionDone view={view} taken={taken} />
          <NextInQueue actor={actor} caseId={id} always />
        </>
      ) : confirming ? (
        <ConfirmDecision view={view} {...confirming} />
      ) : (
        <DecisionDesk actor={actor} view={view} now={now} />
      )}
    </Page>
  );
}
