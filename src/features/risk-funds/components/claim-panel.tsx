import { getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { ConfirmPanel } from '@/components/ui/panels';
import type { Actor } from '@/domain/actor';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { getClaimable, listClaimsOf } from '../queries';
import { ClaimForm } from './fund-forms';

/** On an overdue case behind a fund: the way to the claim, for the lender's lead. */
export async function ClaimPanel({ actor, caseId, now }: { actor: Actor; caseId: string; now: Date }) {
  const claimable = await getClaimable(actor, caseId, now);
  if (!claimable) return null;
  const t = await getTranslations('risk-funds');
  return (
    <ConfirmPanel title={t('file')} note={t('overdueSinceNote', { day: claimable.overdueSince })} className="mt-4">
      <ClaimForm caseId={caseId} />
    </ConfirmPanel>
  );
}

const SHARES = ['outstandingFen', 'fundShareFen', 'bankShareFen', 'insurerShareFen', 'recoveredFen'] as const;

/** The latest claim on a case: how far it is, and who bears how much of the loss. */
export async function ClaimShares({ actor, caseId, unit }: { actor: Actor; caseId: string; unit: AmountUnit }) {
  const [claim] = await listClaimsOf(actor, caseId);
  if (!claim) return null;
  const t = await getTranslations('risk-funds');
  const unitWord = (await getTranslations('common'))(`unit${unit}`);
  return (
    <>
      <SectionHead end={<Link href={`/risk-funds/${claim.fundId}`}>{t('openFund')}</Link>} className="mt-6">
        {t('caseClaim')}
      </SectionHead>
      <DataList
        facts={[
          { label: t('state'), value: t(`statuses.${claim.status}`), note: claim.reviewRemark ?? undefined },
          { label: t('overdueSince'), value: claim.overdueSinceOn },
          ...SHARES.map((share) => ({
            label: t(`shares.${share}`),
            value: `${formatAmount(claim[share], unit)} ${unitWord}`,
          })),
        ]}
      />
    </>
  );
}
