import { getTranslations } from 'next-intl/server';
import { titled } from '@/app/page-title';
import { buttonClass } from '@/components/ui/button';
import { DataList } from '@/components/ui/data-list';
import { Breadcrumb, PageHead } from '@/components/ui/heads';
import { TextInput } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { FormPage, Page } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { findObjection } from '@/features/public-notices/queries';
import { formatInstant } from '@/lib/format-day';

export const generateMetadata = titled('public-notices', 'receipt.title');

type Search = Promise<{ receipt?: string | string[]; new?: string }>;

/** The answer to an objection, for whoever has its receipt. */
export default async function ObjectionPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const receipt = typeof search.receipt === 'string' ? search.receipt.slice(0, 60) : '';
  const found = receipt === '' ? null : await findObjection(receipt);
  const t = await getTranslations('public-notices');
  return (
    <Page>
      <Breadcrumb items={[{ label: t('title'), href: '/public-notices' }, { label: t('receipt.title') }]} />
      <PageHead title={t('receipt.title')} meta={t('receipt.intro')} rule />
      {search.new && found && (
        <SayBar tone="green" live className="my-3" detail={t('object.receiptNext')}>
          {t('object.receipt', { receipt })}
        </SayBar>
      )}
      <FormPage>
        {receipt !== '' && !found && (
          <SayBar tone="amber" live className="mb-3">
            {t('receipt.unknown')}
          </SayBar>
        )}
        {found && (
          <DataList
            columns={1}
            className="mb-6"
            facts={[
              {
                label: t('fields.reference'),
                value: <Link href={`/public-notices/${found.noticeId}`}>{found.reference}</Link>,
              },
              { label: t('receipt.receivedAt'), value: formatInstant(found.receivedAt) },
              {
                label: t('objections.answer'),
                value: <span className="whitespace-pre-line">{found.answer ?? t('receipt.pending')}</span>,
                note: found.answeredAt ? formatInstant(found.answeredAt) : undefined,
              },
            ]}
          />
        )}
        <form action="/public-notices/objection" className="flex flex-wrap items-end gap-3">
          <label htmlFor="receipt" className="w-full text-sm">
            {t('receipt.number')}
          </label>
          <TextInput
            id="receipt"
            name="receipt"
            width="medium"
            maxLength={60}
            autoComplete="off"
            defaultValue={receipt}
          />
          <button type="submit" className={buttonClass('default')}>
            {t('receipt.look')}
          </button>
        </form>
      </FormPage>
    </Page>
  );
}
