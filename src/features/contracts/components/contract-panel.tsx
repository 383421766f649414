import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { currentTime } from '@/server/clock';
import { getContract, offerOf } from '../queries';
import { ContractBody } from './contract-body';

/** The contract of a case for its page: read-only, with the way to the work for those who do it. */
export async function ContractPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const view = await getContract(actor, caseId);
  if (!view) return null;
  const t = await getTranslations('contracts');
  const offer = offerOf(actor, view, dayOf(currentTime()));
  const works = [offer.draft, offer.check, offer.sign].some((refusals) => refusals?.length === 0);
  return (
    <>
      {works && (
        <p className="screen-only mb-4">
          <ButtonLink href={`/cases/${caseId}/contract`}>{t('goToWork')}</ButtonLink>
        </p>
      )}
      {view.contract ? (
        <ContractBody view={view} />
      ) : (
        <EmptyState title={t('none')}>{t(view.facts.approvedAmountFen === null ? 'noneYet' : 'noneNext')}</EmptyState>
      )}
    </>
  );
}
