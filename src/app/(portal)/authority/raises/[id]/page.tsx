import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { RevokeRaiseForm, SettleRaiseForm } from '@/features/authority/components/grant-forms';
import { UpTo } from '@/features/authority/components/grant-tables';
import { getRaise } from '@/features/authority/grants-queries';
import { idField } from '@/features/form-fields';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('grants', 'raise');

/** What a branch asked for, and for head office the form that settles it or takes it back. */
export default async function RaisePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const id = idField.safeParse((await params).id).data;
  const raise = id ? await getRaise(actor, id, dayOf(currentTime())) : null;
  if (!raise) notFound();
  const t = await getTranslations('grants');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const name = (label: typeof raise.requestedBy) => (label ? labelOf(label, locale) : '--');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/authority' }, { label: t('raise') }]} />
      <PageHead title={t('raise')} meta={`${name(raise.organisation)} ${t(`statuses.${raise.status}`)}`} rule />
      <Section>
        <DataList
          facts={[
            { label: t('fields.organisation'), value: name(raise.organisation) },
            { label: t('fields.programme'), value: name(raise.programme) },
            {
              label: t('fields.applicantKind'),
              value: raise.applicantKind ? cases(`applicantKinds.${raise.applicantKind}`) : t('everyKind'),
            },
            { label: t('limit'), value: <UpTo upToFen={raise.upToFen} /> },
            { label: t('fields.approvals'), value: String(raise.approvals) },
            { label: t('days'), value: formatDayRange(raise.validFrom, raise.lastDay) },
            { label: t('fields.reason'), value: raise.reason },
            { label: t('requestedBy'), value: name(raise.requestedBy) },
            { label: t('status'), value: t(`statuses.${raise.status}`) },
            ...(raise.settledBy
              ? [
                  { label: t('settledBy'), value: name(raise.settledBy) },
                  { label: t('fields.documentNumber'), value: raise.documentNumber || '--' },
                  { label: t('fields.remark'), value: raise.settledRemark ?? '--' },
                ]
              : []),
          ]}
        />
      </Section>
      {raise.offer.settle && (
        <Section aria-labelledby="settle">
          <SectionHead id="settle">{t('settle')}</SectionHead>
          <SettleRaiseForm raiseId={raise.id} />
        </Section>
      )}
      {raise.offer.revoke && (
        <Section aria-labelledby="revoke">
          <SectionHead id="revoke">{t('revoke')}</SectionHead>
          <RevokeRaiseForm raiseId={raise.id} />
        </Section>
      )}
    </Page>
  );
}
