import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Breadcrumb, PageHead, SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { compare } from '@/features/bank-returns/actions';
import { ExceptionTable, LatestTable, MissingTable } from '@/features/bank-returns/components/line-tables';
import { getBankReturns } from '@/features/bank-returns/queries';
import { BANK_RETURN_SHEET } from '@/features/bank-returns/sheet';
import { SheetUpload } from '@/features/sheet-imports/components/sheet-upload';
import { requireActor } from '@/server/auth';
import { currentTime } from '@/server/clock';

export const generateMetadata = titled('bank-returns', 'title');

/** What the bank says became of the payments: the file, what does not fit, and what is not reported. */
export default async function BankReturnsPage({ searchParams }: { searchParams: Promise<{ refused?: string }> }) {
  const actor = await requireActor();
  const view = (await getBankReturns(actor, currentTime())) ?? notFound();
  const t = await getTranslations('bank-returns');
  const payments = await getTranslations('disbursements');
  return (
    <Page>
      <Breadcrumb items={[{ label: payments('list.title'), href: '/payments' }, { label: t('title') }]} />
      <PageHead title={t('title')} below={t('promise')} rule />
      {view.pending > 0 && (
        <ConfirmPanel title={t('pending', { count: view.pending })} why={t('pendingWhy')}>
          <ActionForm action={compare}>
            <SubmitButton>{t('compare')}</SubmitButton>
          </ActionForm>
        </ConfirmPanel>
      )}
      <Section>
        <SectionHead note={t('count', { count: view.exceptions.length })}>{t('exceptions')}</SectionHead>
        {view.exceptions.length === 0 ? (
          <EmptyState title={t('noExceptions')}>{t('noExceptionsNext')}</EmptyState>
        ) : (
          <ExceptionTable lines={view.exceptions} />
        )}
      </Section>
      {view.missing.length > 0 && (
        <Section>
          <SectionHead note={t('missingNote')}>{t('missing')}</SectionHead>
          <MissingTable rows={view.missing} />
        </Section>
      )}
      {view.latest.length > 0 && (
        <Section>
          <SectionHead>{t('latest')}</SectionHead>
          <LatestTable lines={view.latest} />
        </Section>
      )}
      <Section>
        <SectionHead>{t('upload')}</SectionHead>
        <SheetUpload actor={actor} definition={BANK_RETURN_SHEET} refused={(await searchParams).refused} />
      </Section>
    </Page>
  );
}
