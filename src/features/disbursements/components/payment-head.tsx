import { getTranslations } from 'next-intl/server';
import { Breadcrumb, PageHead } from '@/components/ui/heads';

type Props = { caseId: string; reference: string; caseTitle: string; title?: string };

/** Path and title of a page on the money of a case; `title` names a step of its own. */
export async function PaymentHead({ caseId, reference, caseTitle, title }: Props) {
  const t = await getTranslations('disbursements');
  const money = `/cases/${caseId}?tab=money`;
  return (
    <>
      <Breadcrumb
        items={[
          { label: reference, href: `/cases/${caseId}` },
          title === undefined ? { label: t('plan') } : { label: t('plan'), href: money },
          ...(title === undefined ? [] : [{ label: title }]),
        ]}
      />
      <PageHead title={title ?? t('plan')} meta={caseTitle} rule />
    </>
  );
}
