import { getLocale, getTranslations } from 'next-intl/server';
import { SayBar } from '@/components/ui/say-bar';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { DecisionView } from '../queries';

/** One sentence with both numbers: what the handling branch may decide, what the case is, and so who decides it. */
export async function AuthoritySentence({ view }: { view: DecisionView }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  const { authority, facts } = view;
  const amount = words.say(view.amountFen);
  const deciding = view.decidingOrganisation ? labelOf(view.decidingOrganisation, locale) : '';
  const [branch] = view.levels;

  if (!authority || !branch)
    return (
      <SayBar tone="red" className="mb-3" detail={t('nobodyDetail')}>
        {t('nobody', { amount })}
      </SayBar>
    );
  if (facts.stage === 'DECISION' && !authority.covers)
    return (
      <SayBar tone="amber" className="mb-3" detail={t('movedDetail')}>
        {t('moved', { from: deciding, to: labelOf(authority.organisation, locale), amount })}
      </SayBar>
    );
  const name = labelOf(branch.name, locale);
  const needed = t('needed', { count: authority.approvals });
  if (branch.deciding)
    return (
      <SayBar className="mb-3" detail={needed}>
        {branch.upToFen === null || branch.upToFen === undefined
          ? t('withinUnlimited', { name, amount })
          : t('within', { name, amount, limit: words.say(branch.upToFen) })}
      </SayBar>
    );
  const limit = branch.upToFen ?? 0n;
  return (
    <SayBar
      tone="amber"
      className="mb-3"
      detail={branch.upToFen === undefined ? needed : t('overBy', { over: words.say(view.amountFen - limit), needed })}
    >
      {branch.upToFen === undefined
        ? t('noneAtBranch', { name, amount, to: deciding })
        : t('over', { name, amount, limit: words.say(limit), to: deciding })}
    </SayBar>
  );
}
