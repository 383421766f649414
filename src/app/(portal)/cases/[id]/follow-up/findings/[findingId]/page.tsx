import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { caseTitled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { FormPage, Page } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { RectifyForm, SignOffForm } from '@/features/follow-up/components/finding-forms';
import { FollowUpHead } from '@/features/follow-up/components/follow-up-head';
import { FindingStatusWord } from '@/features/follow-up/components/follow-up-status';
import { getFollowUp } from '@/features/follow-up/queries';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = caseTitled('follow-up', 'finding');

export default async function FindingPage({ params }: { params: Promise<{ id: string; findingId: string }> }) {
  const actor = await requireActor();
  const { id, findingId } = await params;
  const view = can(actor, 'case.read') ? await getFollowUp(actor, id, dayOf(currentTime())) : null;
  const finding = view?.findings.find((row) => row.id === findingId);
  if (!view || !finding) notFound();
  const t = await getTranslations('follow-up');
  const locale = await getLocale();
  const name = (label: typeof finding.openedBy) => (label ? labelOf(label, locale) : '--');
  return (
    <Page>
      <FollowUpHead view={view} title={t('finding')} />
      <FormPage>
        <DataList
          columns={1}
          className="mb-6"
          facts={[
            { label: t('columns.status'), value: <FindingStatusWord status={finding.status} late={finding.late} /> },
            {
              label: t('find.description'),
              value: <span className="whitespace-pre-line">{finding.description}</span>,
            },
            { label: t('columns.openedOn'), value: `${formatDayOf(finding.openedAt)} ${name(finding.openedBy)}` },
            { label: t('columns.rectifyBy'), value: finding.dueOn },
            {
              label: t('rectify.text'),
              value: <span className="whitespace-pre-line">{finding.rectification ?? '--'}</span>,
              note: finding.rectification ? name(finding.rectifiedBy) : undefined,
            },
            ...(finding.signedOffAt
              ? [
                  {
                    label: t('signOff.by'),
                    value: `${formatDayOf(finding.signedOffAt)} ${name(finding.signedOffBy)}`,
                  },
                ]
              : []),
          ]}
        />
        <RectifyForm actor={actor} view={view} finding={finding} />
        <SignOffForm actor={actor} view={view} finding={finding} />
      </FormPage>
    </Page>
  );
}
