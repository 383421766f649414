import { getTranslations } from 'next-intl/server';
import type { CaseFile } from '../queries';
import { AmountsPart, ApplicationPart } from './paper-application';
import { ApprovalsPart, ReportPart } from './paper-decisions';
import { ContractPart, MoneyPart } from './paper-money';
import { DocumentsPart, TimelinePart } from './paper-records';
import { paperWords } from './paper-words';

/** The case file on A4: the county's form for approval first, then contract, money, files and record. */
export async function CaseFilePaper({ file, printedBy, now }: { file: CaseFile; printedBy: string; now: Date }) {
  const t = await getTranslations('case-files');
  const cases = await getTranslations('cases');
  const { name, dayOf } = await paperWords();
  const { facts, programme } = file.view;
  return (
    <>
      <h1>{t('paper.title', { programme: name(programme.name) })}</h1>
      <p className="paper-line">
        <span>{t('paper.reference', { reference: facts.reference })}</span>
        <span>
          {t('paper.state', {
            stage: cases(`stages.${facts.stage}`),
            status: cases(`statuses.${facts.status}`),
          })}
        </span>
        <span>{t('paper.unit')}</span>
      </p>
      <ApplicationPart file={file} />
      <AmountsPart file={file} />
      <ReportPart file={file} />
      <ApprovalsPart file={file} />
      <ContractPart file={file} />
      <MoneyPart file={file} />
      <DocumentsPart file={file} />
      <TimelinePart file={file} />
      <p className="note">{t('paper.printed', { who: printedBy, day: dayOf(now) })}</p>
    </>
  );
}
