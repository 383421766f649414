import { getLocale, getTranslations } from 'next-intl/server';
import { Timeline } from '@/components/ui/timeline';
import type { CaseFacts } from '@/domain/case-facts';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import type { TimelineRow } from '../queries';

type Props = { rows: TimelineRow[]; definition: CaseFacts['definition']; unit: AmountUnit };

/** The case's events in the reader's words; when recorded on another day than it happened, both days are shown. */
export async function CaseTimeline({ rows, definition, unit }: Props) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const stageName = (stage: unknown) => {
    const entry = definition.stages.find((row) => row.stage === stage);
    return entry ? labelOf(entry.name, locale) : '';
  };
  const requirementName = (code: unknown) => {
    const entry = definition.catalogue.find((row) => row.code === code);
    return entry ? labelOf(entry.name, locale) : String(code);
  };
  const note = (row: TimelineRow): string => {
    const { payload } = row;
    const parts: string[] = [];
    if (payload.amountFen)
      parts.push(
        t('timeline.amount', {
          amount: formatAmount(BigInt(String(payload.amountFen)), unit),
          unit: t(`units.${unit}`),
        }),
      );
    if (payload.from && payload.to && payload.from !== payload.to)
      parts.push(t('timeline.moved', { from: stageName(payload.from), to: stageName(payload.to) }));
    if (Array.isArray(payload.items)) parts.push(payload.items.map(requirementName).join(t('listComma')));
    if (payload.requirementCode) parts.push(requirementName(payload.requirementCode));
    if (payload.voidedApprovals) parts.push(t('timeline.voided', { count: Number(payload.voidedApprovals) }));
    if (row.remark) parts.push(row.remark);
    if (formatDayOf(row.recordedAt) !== row.occurredOn)
      parts.push(t('timeline.recordedLater', { occurred: row.occurredOn, recorded: formatDayOf(row.recordedAt) }));
    return parts.join(t('timeline.separator'));
  };
  return (
    <Timeline
      entries={rows.map((row) => ({
        id: row.id,
        when: formatInstant(row.recordedAt),
        dateTime: row.recordedAt.toISOString(),
        title: t(`events.${row.kind.replaceAll('.', '_')}` as never),
        who: [row.actor, row.organisation]
          .map((name) => (name ? labelOf(name, locale) : ''))
          .filter(Boolean)
          .join(t('listComma')),
        note: note(row) || undefined,
      }))}
    />
  );
}
