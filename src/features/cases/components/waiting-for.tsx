import { getLocale, getTranslations } from 'next-intl/server';
import { labelOf } from '@/i18n/label';
import type { CaseRow } from '../row-queries';

/** Whose turn it is: "我 核对材料" in bold, or the other party in ink-2. */
export async function WaitingFor({ waiting }: { waiting: CaseRow['waiting'] }) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  if (!waiting) return <span className="text-ink-3">--</span>;
  const task = t(`tasks.${waiting.task}` as never);
  if (waiting.mine)
    return (
      <span>
        <b>{waiting.inStead ? t('meFor', { name: labelOf(waiting.inStead, locale) }) : t('me')}</b> {task}
      </span>
    );
  const who =
    waiting.people.length > 0
      ? waiting.people.map((name) => labelOf(name, locale)).join(t('listComma'))
      : waiting.organisation
        ? labelOf(waiting.organisation, locale)
        : '';
  return <span className="text-ink-2">{`${task} ${who}`.trim()}</span>;
}
