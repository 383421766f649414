import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type AmountUnit, formatAmount } from '@/domain/money';
import type { findProject } from '../queries';

type Cases = NonNullable<Awaited<ReturnType<typeof findProject>>>['cases'];

/** The cases begun from a project that the reader may see. */
export async function ProjectCases({ cases, unit }: { cases: Cases; unit: AmountUnit }) {
  const t = await getTranslations('projects');
  const unitWord = t(`units.${unit}`);
  return (
    <Section>
      <SectionHead>{t('project.cases')}</SectionHead>
      {cases.length === 0 ? (
        <p className="text-sm text-ink-2">{t('project.noCases')}</p>
      ) : (
        <Table caption={t('project.cases')}>
          <thead>
            <tr>
              <Th>{t('project.caseReference')}</Th>
              <Th>{t('project.caseTitle')}</Th>
              <Th num>{t('project.requested', { unit: unitWord })}</Th>
            </tr>
          </thead>
          <tbody>
            {cases.map((row) => (
              <tr key={row.id}>
                <RowHead>
                  <Link href={`/cases/${row.id}`} className="case-link">
                    {row.reference}
                  </Link>
                </RowHead>
                <Td phone="sub">{row.title}</Td>
                <Td num phone="title-end" unit={unitWord}>
                  {formatAmount(row.requestedAmountFen, unit)}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
