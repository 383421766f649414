import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount, MISSING, sumFen } from '@/domain/money';
import type { findPlan } from '../queries';

type Lines = NonNullable<Awaited<ReturnType<typeof findPlan>>>['lines'];

const KINDS = ['PROJECT', 'SUBSIDY'] as const;

/** Every line of a published list, subsidies included, with the sums per kind. */
export async function PlanLines({ lines, unit }: { lines: Lines; unit: AmountUnit }) {
  const t = await getTranslations('projects');
  const unitWord = t(`units.${unit}`);
  return (
    <Table caption={t('plan.list')}>
      <thead>
        <tr>
          <Th>{t('plan.row')}</Th>
          <Th>{t('fields.village')}</Th>
          <Th>{t('fields.projectName')}</Th>
          <Th>{t('fields.content')}</Th>
          <Th num>{t('plan.amount', { unit: unitWord })}</Th>
          <Th>{t('fields.note')}</Th>
          <Th>{t('plan.pool')}</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <Td phone="hide">{line.rowNumber}</Td>
            <Td phone="sub">{line.villageName ?? MISSING}</Td>
            <RowHead>{line.projectName}</RowHead>
            <Td phone="hide">{line.content || MISSING}</Td>
            <Td num phone="title-end" unit={unitWord}>
              {formatAmount(line.amountFen, unit)}
            </Td>
            <Td label={t('fields.note')} className="whitespace-pre-line">
              {line.note ?? MISSING}
            </Td>
            <Td label={t('plan.pool')}>
              {line.project ? (
                <Link href={`/projects/${line.project.id}`} className="case-link">
                  {line.project.reference}
                </Link>
              ) : (
                <span className="text-ink-2">
                  {t(`kinds.${line.kind}`)} ({t('plan.notInPool')})
                </span>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {KINDS.map((kind) => {
          const own = lines.filter((line) => line.kind === kind);
          return (
            <SumRow
              key={kind}
              word={t(`kinds.${kind}`)}
              note={t('plan.kindCount', { count: own.length })}
              unit={unitWord}
            >
              {formatAmount(sumFen(own.map(({ amountFen }) => amountFen)), unit)}
            </SumRow>
          );
        })}
        <SumRow word={t('plan.totalRow')} note={t('plan.kindCount', { count: lines.length })} unit={unitWord}>
          {formatAmount(sumFen(lines.map(({ amountFen }) => amountFen)), unit)}
        </SumRow>
      </tfoot>
    </Table>
  );
}

function SumRow({ word, note, unit, children }: { word: string; note: string; unit: string; children: string }) {
  return (
    <tr>
      <Td phone="hide" />
      <Td phone="hide" />
      <RowHead>{word}</RowHead>
      <Td phone="sub">{note}</Td>
      <Td num phone="title-end" unit={unit}>
        {children}
      </Td>
      <Td phone="hide" />
      <Td phone="hide" />
    </tr>
  );
}
