import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { ItemView, SessionView } from '../queries';
import { ITEM_TONES } from '../words';

/** The agenda with what is proposed and how the votes stand; each line leads to its pack. */
export async function AgendaTable({ view, currentId }: { view: SessionView; currentId: string | null }) {
  const t = await getTranslations('sessions');
  const cases = await getTranslations('cases');
  const words = await amountWords();
  const shown = view.items.filter((row) => row.status !== 'REMOVED');
  const total = shown.reduce((sum, row) => sum + row.amountFen, 0n);
  return (
    <Table caption={t('agenda')}>
      <thead>
        <tr>
          <Th num>{t('columns.sequence')}</Th>
          <Th>{t('columns.case')}</Th>
          <Th>{t('columns.county')}</Th>
          <Th num>{t('columns.proposed', { unit: words.unitWord })}</Th>
          <Th>{t('columns.votes')}</Th>
          <Th>{t('columns.result')}</Th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row, index) => (
          <tr key={row.id} data-selected={row.id === currentId ? '' : undefined}>
            <Td num phone="hide">
              {index + 1}
            </Td>
            <RowHead more={row.case.reference}>
              <Link
                href={`/sessions/${view.session.id}?item=${row.id}`}
                aria-current={row.id === currentId ? 'true' : undefined}
              >
                {row.case.title}
              </Link>
              {row.case.isGreen && <b className="ml-2 text-green">{cases('lanes.GREEN')}</b>}
            </RowHead>
            <Td phone="sub">{row.case.county}</Td>
            <Td num phone="title-end" unit={words.unitWord}>
              {words.cell(row.amountFen)}
            </Td>
            <Td label={t('columns.votes')}>{view.session.openedAt ? tallyWords(t, row) : '--'}</Td>
            <Td phone="sub-end">
              <Status tone={ITEM_TONES[row.status]} hollow={row.status === 'PENDING'}>
                {t(`itemStatuses.${row.status}`)}
              </Status>
            </Td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <Td phone="hide" />
          <RowHead>{t('total', { count: shown.length })}</RowHead>
          <Td phone="hide" />
          <Td num phone="title-end" unit={words.unitWord}>
            {words.cell(total)}
          </Td>
          <Td phone="hide" />
          <Td phone="hide" />
        </tr>
      </tfoot>
    </Table>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<'sessions'>>>;

/** 'For 2, against 0, 1 to come', as it stands. */
export function tallyWords(t: Translate, { votes, tally, status }: ItemView): string {
  const count = (vote: string) => votes.filter((row) => row.vote === vote).length;
  const remaining = status === 'PENDING' ? tally.remaining.length : 0;
  return t('tally', { agreed: count('FOR'), against: count('AGAINST'), recused: count('RECUSED'), remaining });
}

/** Who is called, who is there and who leads. */
export async function MemberTable({ view }: { view: SessionView }) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const begun = view.session.openedAt !== null;
  return (
    <Table caption={t('members')}>
      <thead>
        <tr>
          <Th>{t('members')}</Th>
          <Th>{t('columns.part')}</Th>
          <Th>{t('columns.presence')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.members.map((row) => (
          <tr key={row.userId}>
            <RowHead>{labelOf(row.name, locale)}</RowHead>
            <Td phone="title-end">{row.isChair ? t('chair') : t('member')}</Td>
            <Td phone="sub">
              {row.gone ? (
                <Status tone="amber" hollow>
                  {t('gone')}
                </Status>
              ) : begun ? (
                <Status tone={row.present ? 'green' : 'grey'} hollow={!row.present}>
                  {t(row.present ? 'present' : 'absent')}
                </Status>
              ) : (
                '--'
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
