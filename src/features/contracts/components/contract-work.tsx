import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { describeRefusal } from '@/server/refusal-text';
import { type ContractView, offerOf } from '../queries';
import { CheckForm } from './check-form';
import { ContractBody } from './contract-body';
import { DraftForm } from './draft-form';
import { SignForm } from './sign-form';

/** The contract with what this person may do to it; what they may not says why. */
export async function ContractWork({
  actor,
  view,
  today,
  rows,
}: {
  actor: Actor;
  view: ContractView;
  today: Day;
  rows: number;
}) {
  const t = await getTranslations('contracts');
  const offer = offerOf(actor, view, today);
  const why = await Promise.all(
    [...(offer.draft ?? []), ...(offer.check ?? []), ...(offer.sign ?? [])].map(describeRefusal),
  );
  // drafting is the next step only before a draft, or after the legal check refused one
  const ownTurn = view.contract === null || view.facts.contract?.sentBack === true;
  return (
    <>
      {why.length > 0 && (
        <SayBar
          tone="amber"
          className="my-4"
          detail={[...new Set(why)].map((sentence) => <p key={sentence}>{sentence}</p>)}
        >
          {t(offer.sign?.length ? 'notYetSign' : 'notYours')}
        </SayBar>
      )}
      {offer.sign?.length === 0 && <SignForm view={view} today={today} />}
      {view.contract ? (
        <ContractBody view={view} />
      ) : (
        offer.draft === null && <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
      )}
      {offer.check?.length === 0 && <CheckForm view={view} />}
      {offer.draft?.length === 0 &&
        (ownTurn ? (
          <DraftForm view={view} rows={rows} primary />
        ) : (
          <details className="mt-6" open={rows > 0}>
            <summary className="cursor-pointer py-1 text-accent max-md:py-2.75">{t('redraft')}</summary>
            <DraftForm view={view} rows={rows} />
          </details>
        ))}
    </>
  );
}
