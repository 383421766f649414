import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { PrintedBy } from '@/components/shell/printed-by';
import { buttonClass } from '@/components/ui/button';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Page, PanelledPage, Section } from '@/components/ui/page';
import { PrintButton } from '@/components/ui/print-button';
import { SayBar } from '@/components/ui/say-bar';
import { UnitSwitch } from '@/components/ui/unit-switch';
import { dayOf } from '@/domain/calendar';
import { BulletinDocument } from '@/features/bulletins/components/bulletin-document';
import { BulletinStatusWord } from '@/features/bulletins/components/bulletin-words';
import { Differences } from '@/features/bulletins/components/differences';
import { MarkBulletinOpened } from '@/features/bulletins/components/mark-bulletin-opened';
import { Receipts } from '@/features/bulletins/components/receipts';
import { StepForms } from '@/features/bulletins/components/step-forms';
import { getBulletin } from '@/features/bulletins/view-queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';

export const generateMetadata = titled('bulletins', 'one');

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> };

export default async function BulletinPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const now = currentTime();
  const view = await getBulletin(actor, (await params).id, now);
  if (!view) notFound();
  const { done } = await searchParams;
  const t = await getTranslations('bulletins');
  const locale = await getLocale();
  const unit = await displayUnit();
  const unitName = (await getTranslations('cases.units'))(unit);
  const { content, may } = view;
  const heading = content.number ?? t('draftOne');
  const hasSteps = may.edit || may.sign || may.reply || view.status === 'IN_REVIEW';
  const isUnread = view.receipts.some((row) => row.organisationId === actor.organisation.id && row.readAt === null);
  const by = (name: typeof view.draftedBy) => (name ? labelOf(name, locale) : '--');
  const paper = (
    <>
      <Section>
        <BulletinDocument view={view} unit={unit} unitName={unitName} />
      </Section>
      <Differences view={view} unit={unit} unitName={unitName} />
      {view.receipts.length > 0 && <Receipts receipts={view.receipts} />}
    </>
  );
  return (
    <Page>
      {view.isAddressed && isUnread && <MarkBulletinOpened bulletinId={view.id} />}
      <PrintedBy person={labelOf(actor.displayName, locale)} staffNumber={actor.staffNumber} at={formatInstant(now)} />
      <div className="screen-only">
        <Breadcrumb
          items={[{ label: t('title'), href: '/bulletins' }, { label: heading }]}
          end={<PrintButton label={t('print')} />}
        />
        <PageHead
          title={heading}
          meta={t('figuresOf', { asOf: content.asOf, at: formatInstant(view.computedAt) })}
          below={
            <>
              <BulletinStatusWord status={view.status} />
              <span>{t('draftedBy', { name: by(view.draftedBy) })}</span>
              {view.issuedBy && <span>{t('issuedBy', { name: by(view.issuedBy) })}</span>}
            </>
          }
          actions={
            <>
              <UnitSwitch current={unit} />
              <a href={`/api/bulletins/${view.id}`} className={buttonClass('default')} download>
                {t('word')}
              </a>
            </>
          }
        />
      </div>
      {done && t.has(`done.${done}` as never) && (
        <SayBar tone="green" live className="my-3">
          {t(`done.${done}` as never)}
        </SayBar>
      )}
      {hasSteps ? (
        <PanelledPage panel={<StepForms view={view} today={dayOf(now)} />}>{paper}</PanelledPage>
      ) : (
        <div className="pt-3.5">{paper}</div>
      )}
    </Page>
  );
}
