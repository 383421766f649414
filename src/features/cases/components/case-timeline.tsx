import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { Timeline } from '@/components/ui/timeline';
import type { Actor } from '@/domain/actor';
import type { CaseFacts } from '@/domain/case-facts';
import { maySeeContent, requirementOf } from '@/domain/documents';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { formatDayOf, formatInstant } from '@/lib/format-day';
import type { TimelineRow } from '../timeline-queries';

type Props = { rows: TimelineRow[]; facts: CaseFacts; actor: Actor; unit: AmountUnit };

/** The case's events in the reader's words; when recorded on another day than it happened, both days are shown. */
export async function CaseTimeline({ rows, facts, actor, unit }: Props) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const { definition } = facts;
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
    if (payload.voidedApprovals) parts.push(t('timeline.voided', { count: Number(payload.voidedApprovals) }));
    if (row.remark) parts.push(row.remark);
    if (formatDayOf(row.recordedAt) !== row.occurredOn)
      parts.push(t('timeline.recordedLater', { occurred: row.occurredOn, recorded: formatDayOf(row.recordedAt) }));
    return parts.join(t('timeline.separator'));
  };
  /** What the event speaks of, as a link that names it, so that no two links of the list read alike. */
  const subject = ({ payload }: TimelineRow): ReactNode => {
    if (payload.requirementCode) {
      const { documentId, version } = payload;
      const text = t('timeline.document', {
        name: requirementName(payload.requirementCode),
        version: Number(version ?? 1),
      });
      const opens = documentId && maySeeContent(facts, actor, requirementOf(facts, String(payload.requirementCode)));
      return opens ? (
        <Link href={`/cases/${facts.id}/documents/${documentId}`} className="underline">
          {text}
        </Link>
      ) : (
        text
      );
    }
    if (payload.paymentId && payload.trancheId && can(actor, 'payment.read')) {
      const sequence = facts.tranches.findIndex((tranche) => tranche.id === payload.trancheId) + 1;
      if (sequence === 0) return null;
      return (
        <Link href={`/cases/${facts.id}/payments/${payload.paymentId}`} className="underline">
          {t('timeline.payment', { sequence })}
        </Link>
      );
    }
    return null;
  };
  return (
    <Timeline
      entries={rows.map((row) => ({
        id: row.id,
        when: formatInstant(row.recordedAt),
        dateTime: row.recordedAt.toISOString(),
        title: t(`events.${row.kind.replaceAll('.', '_')}` as never),
        who: [
          row.actor ? labelOf(row.actor, locale) : '',
          row.onBehalfOf ? t('timeline.onBehalfOf', { name: labelOf(row.onBehalfOf, locale) }) : '',
          row.organisation ? labelOf(row.organisation, locale) : '',
        ]
          .filter(Boolean)
          .join(t('listComma')),
        note: joined(subject(row), note(row), t('timeline.separator')),
      }))}
    />
  );
}

function joined(subject: ReactNode, text: string, separator: string): ReactNode {
  if (!subject) return text || undefined;
  return (
    <>
      {subject}
      {text && `${separator}${text}`}
    </>
  );
}
