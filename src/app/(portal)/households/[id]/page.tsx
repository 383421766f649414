import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { Watermark } from '@/components/shell/watermark';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { dayOf } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { AddMemberForm } from '@/features/applicants/components/add-member-form';
import { CaseLines } from '@/features/applicants/components/case-lines';
import { MemberTable } from '@/features/applicants/components/member-table';
import { type RevealChoice, RevealForm } from '@/features/applicants/components/reveal-form';
import { findHousehold } from '@/features/applicants/queries';
import { DataRequests } from '@/features/retention/components/data-requests';
import { LegalHolds } from '@/features/retention/components/legal-holds';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('applicants', 'households.title');

export default async function HouseholdPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const actor = await requireActor();
  const now = currentTime();
  const household = can(actor, 'household.read') ? await findHousehold(actor, id, dayOf(now)) : null;
  if (!household) notFound();
  const t = await getTranslations('applicants');
  const locale = await getLocale();
  const head = household.members.find((member) => member.relation === 'HEAD') ?? household.members[0];
  const title = t('household.title', { name: head?.name ?? '' });
  const choices: RevealChoice[] = household.members.flatMap((member) => [
    ...(member.hasIdentityNumber
      ? [{ field: 'IDENTITY_NUMBER' as const, subjectId: member.id, owner: member.name }]
      : []),
    ...(member.hasPhone ? [{ field: 'PHONE' as const, subjectId: member.id, owner: member.name }] : []),
  ]);
  if (household.hasAddress) choices.push({ field: 'ADDRESS', subjectId: household.id });
  return (
    <Page>
      <Watermark text={`${labelOf(actor.displayName, locale)} ${actor.staffNumber} ${formatInstant(now)}`} />
      <Breadcrumb items={[{ label: t('households.title'), href: '/households' }, { label: title }]} />
      <PageHead
        title={title}
        rule
        below={
          <>
            <span>{t(`householdKinds.${household.kind}`)}</span>
            <span>{household.place}</span>
            <span>{t('household.registeredAt', { day: formatDayOf(household.registeredAt) })}</span>
          </>
        }
      />
      <Section>
        <SectionHead note={t('memberCount', { count: household.members.length })}>{t('members.title')}</SectionHead>
        <MemberTable members={household.members} />
        {can(actor, 'personal-data.reveal') && choices.length > 0 && <RevealForm choices={choices} />}
        {can(actor, 'household.write') && <AddMemberForm householdId={household.id} />}
      </Section>
      <Section>
        <SectionHead>{t('household.cases')}</SectionHead>
        <CaseLines rows={household.cases} caption={t('household.cases')} none={t('household.noCases')} />
      </Section>
      <DataRequests actor={actor} householdId={household.id} today={dayOf(now)} />
      <LegalHolds actor={actor} subject={{ householdId: household.id, operatingEntityId: null }} today={dayOf(now)} />
    </Page>
  );
}
