import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { amountWords } from '@/features/amount-words';
import { removeCase } from '../actions';
import type { SpecialItemView } from '../queries';

/** The cases under the item, with what was approved of the ceiling. */
export async function CaseTable({ view }: { view: SpecialItemView }) {
  const t = await getTranslations('special-items');
  const cases = await getTranslations('cases');
  const words = await amountWords();
  return (
    <Table caption={t('cases')}>
      <thead>
        <tr>
          <Th>{t('case')}</Th>
          <Th>{t('stage')}</Th>
          <Th num>{t('recommended', { unit: words.unitWord })}</Th>
          <Th num>{t('approved', { unit: words.unitWord })}</Th>
          <Th>{t('act')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.members.map((row) => (
          <tr key={row.id}>
            <RowHead more={row.reference}>
              <Link href={`/cases/${row.id}?tab=decision`}>{row.title}</Link>
            </RowHead>
            <Td phone="sub">{cases(`stages.${row.stage}`)}</Td>
            <Td num label={cases('amounts.recommended')} unit={words.unitWord}>
              {words.cell(row.recommendedAmountFen)}
            </Td>
            <Td num label={cases('amounts.approved')} unit={words.unitWord}>
              {words.cell(row.approvedAmountFen)}
            </Td>
            <Td phone="sub-end">
              {view.mayAdd && row.isOpen ? (
                <ActionForm action={removeCase} aria-label={t('removeNamed', { reference: row.reference })}>
                  <input type="hidden" name="specialItemId" value={view.id} />
                  <input type="hidden" name="caseId" value={row.id} />
                  <SubmitButton variant="text" size="small" aria-label={t('removeNamed', { reference: row.reference })}>
                    {t('remove')}
                  </SubmitButton>
                </ActionForm>
              ) : (
                '--'
              )}
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <RowHead>{t('spentOf', { ceiling: words.say(view.ceilingFen) })}</RowHead>
          <Td phone="hide" />
          <Td phone="hide" />
          <Td num phone="title-end" unit={words.unitWord}>
            {words.cell(view.spentFen)}
          </Td>
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}
