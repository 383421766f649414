import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import type { Translator } from '@/i18n/translator';
import type { CaseRow } from '../row-queries';

/** Whose turn it is: "我 核对材料" in bold, or the other party in ink-2. */
export function WaitingFor({ waiting, locale, t }: { waiting: CaseRow['waiting']; locale: Locale; t: Translator }) {
  if (!waiting) return <span className="text-ink-3">--</span>;
  const task = t(`cases.tasks.${waiting.task}` as never);
  if (waiting.mine)
    return (
      <span>
        <b>{waiting.inStead ? t('cases.meFor', { name: labelOf(waiting.inStead, locale) }) : t('cases.me')}</b> {task}
      </span>
    );
  const who =
    waiting.people.length > 0
      ? waiting.people.map((name) => labelOf(name, locale)).join(t('cases.listComma'))
      : waiting.organisation
        ? labelOf(waiting.organisation, locale)
        : '';
  return <span className="text-ink-2">{`${task} ${who}`.trim()}</span>;
}
