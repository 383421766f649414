import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { CaseLines } from '@/features/applicants/components/case-lines';
import { RevealForm } from '@/features/applicants/components/reveal-form';
import { findEntity } from '@/features/applicants/queries';
import { LegalHolds } from '@/features/retention/components/legal-holds';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('applicants', 'entities.title');

export default async function EntityPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const now = currentTime();
  const entity = can(actor, 'household.read') ? await findEntity(actor, id) : null;
  if (!entity) notFound();
  const t = await getTranslations('applicants');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const answer = (yes: boolean) => t(yes ? 'entity.yes' : 'entity.no');
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: t('entities.title'), href: '/entities' }, { label: entity.name }]} />
      <PageHead
        title={entity.name}
        rule
        below={
          <>
            <span>{cases(`applicantKinds.${entity.kind}`)}</span>
            <span>{entity.place}</span>
            <span>{t('household.registeredAt', { day: formatDayOf(entity.registeredAt) })}</span>
          </>
        }
      />
      <Section>
        <DataList
          facts={[
            { label: t('facts.creditCode'), value: entity.creditCode },
            { label: t('facts.contact'), value: entity.contactName },
            { label: t('fields.CONTACT_PHONE'), value: entity.contactPhone },
            { label: t('entity.leadingEnterprise'), value: answer(entity.leadingEnterprise) },
            { label: t('entity.employsPoorHouseholds'), value: answer(entity.employsPoorHouseholds) },
          ]}
        />
        {can(actor, 'personal-data.reveal') && entity.hasContactPhone && (
          <RevealForm choices={[{ field: 'CONTACT_PHONE', subjectId: entity.id }]} />
        )}
      </Section>
      <Section>
        <SectionHead>{t('entity.cases')}</SectionHead>
        <CaseLines rows={entity.cases} caption={t('entity.cases')} none={t('entity.noCases')} />
      </Section>
      <LegalHolds actor={actor} subject={{ householdId: null, operatingEntityId: entity.id }} today={dayOf(now)} />
    </Page>
  );
}
