import { getTranslations } from 'next-intl/server';
import { ButtonLink, buttonClass } from '@/components/ui/button';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatAmount, sumFen } from '@/domain/money';
import { openIssues } from '../error-file';
import type { FoundImport } from '../queries-import';

const KINDS = ['PROJECT', 'SUBSIDY'] as const;

/** What a confirmed import has written, and what it left out. */
export async function ImportResult({ found }: { found: FoundImport }) {
  const t = await getTranslations('projects');
  const { batch, review } = found;
  const { plan } = batch;
  if (!plan) return null;
  const unit = batch.state.table?.unit ?? 'WAN';
  const unitWord = t(`units.${unit}`);
  const left = review.lines.length - plan.lineCount;
  return (
    <>
      <SayBar tone="green" className="mt-3" detail={left > 0 ? t('result.left', { count: left }) : undefined} live>
        {t('result.done', { lines: plan.lineCount, sum: formatAmount(plan.totalFen, unit), unit: unitWord })}
      </SayBar>
      <Section className="max-w-180">
        <Table caption={t('plan.perKind')}>
          <thead>
            <tr>
              <Th>{t('result.kind')}</Th>
              <Th num>{t('result.lines')}</Th>
              <Th num>{t('result.sum', { unit: unitWord })}</Th>
              <Th>{t('result.where')}</Th>
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => {
              const lines = review.kept.filter((line) => line.kind === kind);
              return (
                <tr key={kind}>
                  <RowHead>{t(`kinds.${kind}`)}</RowHead>
                  <Td num label={t('result.lines')}>
                    {lines.length}
                  </Td>
                  <Td num label={t('result.sum', { unit: unitWord })}>
                    {formatAmount(sumFen(lines.map(({ amountFen }) => amountFen ?? 0n)), unit)}
                  </Td>
                  <Td label={t('result.where')}>{kind === 'PROJECT' ? t('result.inPool') : t('result.inPlan')}</Td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <RowHead>{t('plan.totalRow')}</RowHead>
              <Td num label={t('result.lines')}>
                {plan.lineCount}
              </Td>
              <Td num label={t('result.sum', { unit: unitWord })}>
                {formatAmount(plan.totalFen, unit)}
              </Td>
              <Td phone="hide" />
            </tr>
          </tfoot>
        </Table>
      </Section>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href={`/projects/plans/${plan.id}`} variant="primary">
          {t('result.openPlan')}
        </ButtonLink>
        <ButtonLink href={`/projects?year=${batch.year}`}>{t('result.openPool')}</ButtonLink>
        {left > 0 && openIssues(found).length > 0 && (
          <a className={buttonClass()} href={`/api/imports/${batch.id}/errors`} download>
            {t('foot.errors')}
          </a>
        )}
      </div>
    </>
  );
}
