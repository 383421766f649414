import { getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import { formatAmount, MISSING } from '@/domain/money';
import { getCaseSubsidies } from '../queries';
import { ComputeCaseForm } from './subsidy-forms';
import { SubsidyStatusWord } from './subsidy-status';

/** The subsidies of a case by quarter, and the county's way to compute one; nothing where its definition gives none. */
export async function SubsidyPanel({ actor, caseId, now }: { actor: Actor; caseId: string; now: Date }) {
  const found = await getCaseSubsidies(actor, caseId, now);
  if (!found) return null;
  const t = await getTranslations('subsidies');
  const yuan = (await getTranslations('common'))('unitYUAN');
  return (
    <Section>
      <SectionHead note={t('ofCaseNote', { maximum: formatAmount(found.maximumFen, 'WAN') })}>
        {t('ofCase')}
      </SectionHead>
      {found.rows.length === 0 ? (
        <EmptyState title={t('noneOfCase')}>{t('noneOfCaseNext')}</EmptyState>
      ) : (
        <Table caption={t('ofCase')}>
          <thead>
            <tr>
              <Th>{t('quarter')}</Th>
              <Th num>{t('columns.amount', { unit: yuan })}</Th>
              <Th>{t('status')}</Th>
              <Th>{t('paidOn')}</Th>
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.id}>
                <RowHead phone="title">
                  <Link href={`/subsidies/${row.id}`}>{t('quarterRange', { from: row.quarter, to: row.to })}</Link>
                </RowHead>
                <Td num phone="title-end" unit={yuan}>
                  {formatAmount(row.amountFen, 'YUAN')}
                </Td>
                <Td phone="sub">
                  <SubsidyStatusWord status={row.status} />
                </Td>
                <Td label={t('paidOn')}>{row.paidOn ?? MISSING}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {found.quarters.length > 0 && (
        <div className="mt-3">
          <ComputeCaseForm caseId={caseId} quarters={found.quarters} />
        </div>
      )}
    </Section>
  );
}
