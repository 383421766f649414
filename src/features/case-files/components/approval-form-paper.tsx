import { getTranslations } from 'next-intl/server';
import { toChineseCapitals } from '@/domain/money';
import type { ApprovalForm, SignOff } from '../sign-off-queries';
import { AmountsPart, ApplicationPart } from './paper-application';
import { PaperFacts, PaperPart, PaperTable } from './paper-parts';
import { paperWords } from './paper-words';

/** 审批表 on A4: what is asked for, what is approved, and everybody who signed, with the authority each relied on. */
export async function ApprovalFormPaper({
  form,
  printedBy,
  now,
}: {
  form: ApprovalForm;
  printedBy: string;
  now: Date;
}) {
  const t = await getTranslations('case-files');
  const words = await getTranslations('decisions');
  const { name, dayOf } = await paperWords();
  const { facts, programme } = form.view;
  return (
    <>
      <h1>{t('paper.title', { programme: name(programme.name) })}</h1>
      <p className="paper-line">
        <span>{t('paper.reference', { reference: facts.reference })}</span>
        <span>{t('paper.unit')}</span>
      </p>
      <ApplicationPart file={form} />
      <AmountsPart file={form} />
      {facts.approvedAmountFen !== null && (
        <PaperFacts
          facts={[{ label: t('paper.capitals'), value: toChineseCapitals(facts.approvedAmountFen), wide: true }]}
        />
      )}
      <PaperPart title={t('form.signOffs')}>
        {form.signOffs.length === 0 ? <p>{t('paper.none')}</p> : <SignOffTable signOffs={form.signOffs} />}
      </PaperPart>
      {form.conditions.length > 0 && (
        <PaperTable
          heads={[words('condition'), words('gateHead'), words('conditionStatus')]}
          rows={form.conditions.map((row) => ({
            key: row.id,
            cells: [row.text, words(`gate.${row.gate}`), words(`conditionStatuses.${row.status}`)],
          }))}
        />
      )}
      <p className="note">{t('paper.printed', { who: printedBy, day: dayOf(now) })}</p>
    </>
  );
}

async function SignOffTable({ signOffs }: { signOffs: readonly SignOff[] }) {
  const t = await getTranslations('case-files');
  const outcomes = await getTranslations('generated-documents.outcomes');
  const words = await getTranslations('decisions');
  const { name, dayOf } = await paperWords();
  const saidOf = (row: SignOff) => {
    const said = [outcomes(row.outcome), row.opinion].filter(Boolean).join(t('paper.colon'));
    return (
      <>
        {row.voidedAt === null ? said : <s>{said}</s>}
        {row.voidedAt !== null && ` ${t('paper.voided', { day: dayOf(row.voidedAt) })}`}
        {row.authority !== null && <span className="block">{t('form.authority', { document: row.authority })}</span>}
      </>
    );
  };
  const personOf = ({ person, onBehalfOf }: SignOff) =>
    onBehalfOf ? t('form.onBehalfOf', { name: name(person), absent: name(onBehalfOf) }) : name(person);
  return (
    <PaperTable
      heads={[t('form.step'), t('form.organisation'), t('form.person'), t('form.opinion'), t('form.day')]}
      short={[4]}
      rows={signOffs.map((row) => ({
        key: row.id,
        cells: [
          [name(row.step), row.round !== null && words('round', { round: row.round })].filter(Boolean).join(' '),
          name(row.organisation),
          personOf(row),
          saidOf(row),
          dayOf(row.at),
        ],
      }))}
    />
  );
}
