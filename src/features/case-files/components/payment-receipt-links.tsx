import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import type { Actor } from '@/domain/actor';
import { listReceiptPayments } from '../queries';

/** The way to the receipt of each instalment that was paid; nothing where none is, or for whoever sees no payments. */
export async function PaymentReceiptLinks({ actor, caseId }: { actor: Actor; caseId: string }) {
  const payments = await listReceiptPayments(actor, caseId);
  if (payments.length === 0) return null;
  const t = await getTranslations('case-files');
  return (
    <Section>
      <ul className="flex flex-wrap gap-x-5 text-sm">
        {payments.map((payment) => (
          <li key={payment.id}>
            <Link
              href={`/cases/${caseId}/receipts/payments/${payment.id}`}
              className="inline-flex min-h-6 items-center max-md:min-h-11"
            >
              {t('receipts.ofTranche', { sequence: payment.sequence })}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
