import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { SayBar } from '@/components/ui/say-bar';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { DecisionTaken } from '../mutations';
import type { DecisionView } from '../queries';

const TAKEN = ['ENDORSED', 'APPROVED', 'DECLINED', 'RETURNED', 'ESCALATED'] as const satisfies readonly DecisionTaken[];

/** Which decision the address speaks of; null for anything else. */
export function takenOf(value: string | undefined): DecisionTaken | null {
  return TAKEN.find((taken) => taken === value) ?? null;
}

/** What was done, and where to go from here. */
export async function DecisionDone({ view, taken }: { view: DecisionView; taken: DecisionTaken }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  const { approvedAmountFen } = view.facts;
  return (
    <>
      <SayBar tone={taken === 'APPROVED' || taken === 'ENDORSED' ? 'green' : 'amber'} live className="my-4">
        {taken === 'APPROVED' && approvedAmountFen !== null
          ? t('done.APPROVED', { amount: words.say(approvedAmountFen) })
          : t(`done.${taken === 'APPROVED' ? 'ENDORSED' : taken}`, {
              to: view.decidingOrganisation ? labelOf(view.decidingOrganisation, locale) : '',
            })}
      </SayBar>
      <p className="flex flex-wrap gap-3">
        <ButtonLink variant="primary" href="/worklist">
          {t('toWorklist')}
        </ButtonLink>
        <ButtonLink href={`/cases/${view.facts.id}?tab=decision`}>{t('toCase')}</ButtonLink>
      </p>
    </>
  );
}
