import { getTranslations } from 'next-intl/server';
import { ConfirmPanel } from '@/components/ui/panels';
import type { Actor } from '@/domain/actor';
import { getClaimable } from '../queries';
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
