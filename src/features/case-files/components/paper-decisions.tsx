import { getTranslations } from 'next-intl/server';
import { formatRate, MISSING } from '@/domain/money';
import type { CaseFile } from '../queries';
import { PaperFacts, PaperPart, PaperTable } from './paper-parts';
import { paperWords } from './paper-words';

/** What the managers found and recommend: who, when, points, terms, conclusion. */
export async function ReportPart({ file: { dueDiligence } }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const reports = await getTranslations('due-diligence');
  const { name, day, dayOf, yuan } = await paperWords();
  const { managers, visits, report } = dueDiligence;
  const separator = t('paper.separator');
  return (
    <PaperPart title={t('paper.parts.report')}>
      {report === null ? (
        <p>{t('paper.none')}</p>
      ) : (
        <PaperFacts
          facts={[
            { label: t('paper.managers'), value: managers.map((row) => name(row.name)).join(separator) || MISSING },
            {
              label: t('paper.visits'),
              value: visits.map((visit) => `${day(visit.visitedOn)} ${visit.place}`).join(separator) || MISSING,
            },
            { label: t('paper.score'), value: formatRate(report.scoreBps) },
            { label: reports('field.METHOD'), value: methodOf(report.content.repaymentMethod) },
            { label: t('paper.recommended'), value: yuan(report.content.recommendedAmountFen) },
            {
              label: t('paper.termAndRate'),
              value: t('paper.termAndRateValue', {
                months: report.content.termMonths ?? MISSING,
                rate: formatRate(report.content.rateBps),
              }),
            },
            { label: reports('field.SUMMARY'), value: report.content.summary || MISSING, wide: true },
            {
              label: reports('field.CONDITIONS'),
              value:
                report.content.conditions.length === 0
                  ? t('paper.noConditions')
                  : report.content.conditions.map((row) => `${reports(`gate.${row.gate}`)}: ${row.text}`).join('\n'),
              wide: true,
            },
            {
              label: t('paper.reportBy'),
              value: t('paper.reportByValue', {
                author: name(report.author),
                confirmer: name(report.confirmedBy),
                day: dayOf(report.confirmedAt),
              }),
              wide: true,
            },
          ]}
        />
      )}
    </PaperPart>
  );

  function methodOf(method: 'BULLET' | 'EQUAL_INSTALMENTS' | 'EQUAL_PRINCIPAL' | null): string {
    return method === null ? MISSING : reports(`method.${method}`);
  }
}

/** Every opinion in the order in which it was given, one box each with name and day; voided ones stay, struck through. */
export async function ApprovalsPart({ file: { decision, timeline } }: { file: CaseFile }) {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const words = await getTranslations('decisions');
  const { name, day, dayOf, yuan } = await paperWords();
  const accepted = timeline.filter((row) => row.kind === 'case.accepted');
  const approvals = [...decision.approvals].sort((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime());
  return (
    <PaperPart title={t('paper.parts.approvals')}>
      {accepted.length + approvals.length === 0 && <p>{t('paper.none')}</p>}
      <table className="paper-facts">
        <tbody>
          {accepted.map((row) => (
            <tr key={row.id}>
              <th scope="row">{name(row.organisation)}</th>
              <td className="signed">
                <p>{[cases('events.case_accepted'), row.remark].filter(Boolean).join(t('paper.colon'))}</p>
                <p className="signature">{t('paper.signature', { name: name(row.actor), day: day(row.occurredOn) })}</p>
              </td>
            </tr>
          ))}
          {approvals.map((row) => {
            const said = (
              <>
                <p>
                  <b>{words(`outcome.${row.outcome}`)}</b>
                  {row.amountFen !== null &&
                    t('paper.approvedTerms', {
                      amount: yuan(row.amountFen),
                      months: row.termMonths ?? MISSING,
                      rate: formatRate(row.rateBps),
                    })}
                </p>
                {row.opinion !== '' && <p>{row.opinion}</p>}
              </>
            );
            return (
              <tr key={row.id}>
                <th scope="row">
                  {name(row.organisation)}
                  {row.round > 1 && <span className="block">{words('round', { round: row.round })}</span>}
                </th>
                <td className="signed">
                  {row.voidedAt === null ? said : <s className="block">{said}</s>}
                  {row.voidedAt !== null && <p>{t('paper.voided', { day: dayOf(row.voidedAt) })}</p>}
                  <p className="signature">
                    {t('paper.signature', { name: name(row.approver), day: dayOf(row.decidedAt) })}
                  </p>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {decision.conditions.length > 0 && (
        <PaperTable
          heads={[words('condition'), words('gateHead'), words('conditionStatus'), words('evidence')]}
          rows={decision.conditions.map((row) => ({
            key: row.id,
            cells: [
              row.text,
              words(`gate.${row.gate}`),
              words(`conditionStatuses.${row.status}`),
              row.evidence ? `${row.evidence} ${name(row.metBy)} ${dayOf(row.metAt)}` : MISSING,
            ],
          }))}
        />
      )}
    </PaperPart>
  );
}
