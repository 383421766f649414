import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { formatAmount } from '@/domain/money';
import { AdminPage } from '@/features/administration/components/admin-page';
import { requireSection } from '@/features/administration/gate';
import { listAuthority } from '@/features/administration/queries/authority';
import { EndAuthorityForm } from '@/features/authority/components/authority-forms';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import { read } from '@/server/command';

export const generateMetadata = titled('administration', 'endAuthorityTitle');

/** Ends one row; a row with an end has nothing more to decide. */
export default async function EndAuthorityPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireSection('authority');
  const { id } = await params;
  const row = (await read(actor, (tx) => listAuthority(tx, actor))).find((known) => known.id === id);
  if (!row || row.validTo !== null) notFound();
  const locale = await getLocale();
  const t = await getTranslations('administration');
  const cases = await getTranslations('cases');
  const applicant = row.applicantKind ? cases(`applicantKinds.${row.applicantKind}`) : t('everyApplicant');
  return (
    <AdminPage actor={actor} current="authority">
      <Breadcrumb
        items={[{ label: t('sections.authority'), href: '/admin/authority' }, { label: t('endAuthority') }]}
      />
      <PageHead title={t('endAuthorityTitle')} rule />
      <Section>
        <DataList
          facts={[
            { label: t('organisation'), value: labelOf(row.organisation, locale) },
            { label: t('programme'), value: labelOf(row.programme, locale) },
            { label: t('applicantKind'), value: applicant },
            { label: t('upTo'), value: row.upToFen === null ? t('noLimit') : formatAmount(row.upToFen, 'WAN') },
            { label: t('approvals'), value: row.approvals },
            { label: t('inForce'), value: formatDayRange(row.validFrom, row.validTo) },
            { label: t('documentNumber'), value: row.documentNumber },
          ]}
        />
      </Section>
      <Section>
        <EndAuthorityForm authorityId={id} />
      </Section>
    </AdminPage>
  );
}
