import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { AmountUnit } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import type { InstructionRow } from '../queries';
import { DeadlineWord, describeFigure, InstructionStatusWord } from './instruction-words';

const SHOWN = 40;

/** Instructions as rows: what is asked, about what, of whom, until when, and where it stands. */
export async function InstructionTable({
  rows,
  unit,
  caption,
}: {
  rows: readonly InstructionRow[];
  unit: AmountUnit;
  caption: string;
}) {
  const t = await getTranslations('instructions');
  const locale = await getLocale();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t('columns.text')}</Th>
          <Th>{t('columns.about')}</Th>
          <Th>{t('columns.issuedBy')}</Th>
          <Th>{t('columns.addressee')}</Th>
          <Th>{t('columns.dueOn')}</Th>
          <Th>{t('columns.status')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <RowHead>
              <Link href={`/instructions/${row.id}`}>{shorten(row.text)}</Link>
            </RowHead>
            <Td label={t('columns.about')}>
              <AboutWord row={row} unit={unit} />
            </Td>
            <Td label={t('columns.issuedBy')}>{row.issuedBy ? labelOf(row.issuedBy, locale) : '--'}</Td>
            <Td label={t('columns.addressee')}>{row.addressee ? labelOf(row.addressee.name, locale) : '--'}</Td>
            <Td label={t('columns.dueOn')}>
              <DeadlineWord row={row} />
            </Td>
            <Td phone="title-end">
              <InstructionStatusWord row={row} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The first words, by characters and not by halves of them. */
function shorten(text: string): string {
  const letters = Array.from(text.replace(/\s+/g, ' '));
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : letters.join('');
}

/** The case, figure or meeting that it is about, as far as the reader may see it. */
export async function AboutWord({
  row,
  unit,
}: {
  row: Pick<InstructionRow, 'case' | 'figure' | 'meeting'>;
  unit: AmountUnit;
}) {
  const t = await getTranslations('instructions');
  const { meeting, figure } = row;
  return (
    <>
      {meeting && (
        <span className="mr-2">
          {meeting.open ? (
            <Link href={`/meetings/${meeting.id}`} className="max-md:inline-block max-md:py-2.5">
              {meeting.title}
            </Link>
          ) : (
            meeting.title
          )}
        </span>
      )}
      {row.case && (
        <span>
          <Link href={`/cases/${row.case.id}`} className="underline">
            {row.case.title}
          </Link>{' '}
          <span className="text-xs text-ink-3">{row.case.reference}</span>
        </span>
      )}
      {figure && <Link href={figure.href}>{await describeFigure(figure, unit)}</Link>}
      {!meeting && !row.case && !figure && <span className="text-ink-3">{t('aboutHidden')}</span>}
    </>
  );
}
