import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Status, type StatusTone } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount, formatRate, MISSING } from '@/domain/money';
import type { ReportItem } from '@/domain/programme';
import { chosenOption, mostPoints } from '@/domain/scoring';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { displayUnit } from '@/server/preferences';
import type { DueDiligenceView, ReportView } from '../queries';

const TONES = {
  DRAFT: 'accent',
  CONFIRMED: 'green',
  SUBMITTED: 'green',
  VOID: 'grey',
} as const satisfies Record<ReportView['status'], StatusTone>;

/** The report as it stands: points per item, the recommendation, the conditions. */
export async function ReportSection({ view }: { view: DueDiligenceView }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  const { report } = view;
  return (
    <Section aria-labelledby="report">
      <SectionHead id="report" note={report ? t('reportVersion', { version: report.version }) : undefined}>
        {t('report')}
      </SectionHead>
      {report === null ? (
        <p className="text-ink-2">{t('noReport')}</p>
      ) : (
        <>
          <p className="mb-2 flex flex-wrap gap-x-4 text-sm text-ink-2">
            <Status tone={TONES[report.status]} hollow={report.status === 'VOID'}>
              {t(`reportStatus.${report.status}`)}
            </Status>
            <span>
              {t('reportAuthor', { name: labelOf(report.author, locale), at: formatInstant(report.updatedAt) })}
            </span>
            {report.confirmedBy && report.confirmedAt && (
              <span>
                {t('reportConfirmer', {
                  name: labelOf(report.confirmedBy, locale),
                  at: formatInstant(report.confirmedAt),
                })}
              </span>
            )}
          </p>
          <ScoreTable items={view.items} report={report} />
          <Recommendation report={report} />
        </>
      )}
    </Section>
  );
}

async function ScoreTable({ items, report }: { items: readonly ReportItem[]; report: ReportView }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  return (
    <Table caption={t('scoreTable')}>
      <thead>
        <tr>
          <Th>{t('item')}</Th>
          <Th>{t('answer')}</Th>
          <Th num>{t('itemPoints')}</Th>
          <Th num>{t('mostPoints')}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const option = chosenOption(item, report.content.answers);
          return (
            <tr key={item.code}>
              <RowHead>{labelOf(item.name, locale)}</RowHead>
              <Td phone="sub">{option ? labelOf(option.name, locale) : MISSING}</Td>
              <Td num phone="title-end">
                {option?.points ?? MISSING}
              </Td>
              <Td num phone="sub-end" label={t('mostPoints')}>
                {mostPoints(item)}
              </Td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('score')}</RowHead>
          <Td phone="hide" />
          <Td num label={t('score')}>
            {formatRate(report.scoreBps)}
          </Td>
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}

async function Recommendation({ report }: { report: ReportView }) {
  const t = await getTranslations('due-diligence');
  const common = await getTranslations('common');
  const unit = await displayUnit();
  const { content } = report;
  return (
    <>
      <SectionHead level={3} className="mt-4">
        {t('recommendation')}
      </SectionHead>
      <DataList
        facts={[
          {
            label: t('withUnit', { label: t('field.AMOUNT'), unit: common(`unit${unit}`) }),
            value: formatAmount(content.recommendedAmountFen, unit),
          },
          { label: t('field.TERM'), value: content.termMonths ?? MISSING },
          { label: t('field.RATE'), value: formatRate(content.rateBps) },
          {
            label: t('field.METHOD'),
            value: content.repaymentMethod ? t(`method.${content.repaymentMethod}`) : MISSING,
          },
        ]}
      />
      <p className="my-2 whitespace-pre-line">{content.summary === '' ? MISSING : content.summary}</p>
      {content.conditions.length > 0 && (
        <ol className="border-t border-rule">
          {content.conditions.map((condition) => (
            <li key={condition.gate + condition.text} className="border-b border-rule-soft py-1.5">
              <span className="mr-3 text-sm text-ink-2">{t(`gate.${condition.gate}`)}</span>
              {condition.text}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
