import { getLocale, getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { ReportChange } from '@/domain/due-diligence-report';
import { formatRate, MISSING } from '@/domain/money';
import { chosenOption } from '@/domain/scoring';
import { type AmountWords, amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import type { DecisionView } from '../queries';

/** What the report says differently since the return, for whoever approves again. */
export async function ReportChangesSection({ changes }: { changes: NonNullable<DecisionView['changes']> }) {
  const t = await getTranslations('decisions');
  const locale = await getLocale();
  const words = await amountWords();
  return (
    <Section aria-labelledby="decision-changes">
      <SectionHead id="decision-changes" note={t('changesNote', { from: changes.from, to: changes.to })}>
        {t('changes')}
      </SectionHead>
      {changes.changes.length === 0 ? (
        <p className="text-ink-2">{t('noChanges')}</p>
      ) : (
        <Table caption={t('changes')}>
          <thead>
            <tr>
              <Th>{t('item')}</Th>
              <Th>{t('before')}</Th>
              <Th>{t('after')}</Th>
            </tr>
          </thead>
          <tbody>
            {changes.changes.map((change) => {
              const name = change.field === 'ITEM' ? labelOf(change.item.name, locale) : t(`changed.${change.field}`);
              return (
                <tr key={name}>
                  <RowHead>{name}</RowHead>
                  <Td label={t('before')} className="whitespace-pre-line">
                    {write(change, 'before', words, locale, t)}
                  </Td>
                  <Td label={t('after')} className="whitespace-pre-line">
                    {write(change, 'after', words, locale, t)}
                  </Td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

type Translate = Awaited<ReturnType<typeof getTranslations<'decisions'>>>;

function write(
  change: ReportChange,
  side: 'before' | 'after',
  words: AmountWords,
  locale: string,
  t: Translate,
): string {
  switch (change.field) {
    case 'ITEM': {
      const code = change[side];
      const option = code === null ? null : chosenOption(change.item, { [change.item.code]: code });
      return option ? labelOf(option.name, locale) : MISSING;
    }
    case 'AMOUNT': {
      const fen = change[side];
      return fen === null ? MISSING : words.say(fen);
    }
    case 'TERM': {
      const count = change[side];
      return count === null ? MISSING : t('termMonths', { count });
    }
    case 'RATE':
      return formatRate(change[side]);
    case 'METHOD': {
      const method = change[side];
      return method === null ? MISSING : t(`method.${method}`);
    }
    case 'SUMMARY':
      return change[side] || MISSING;
    case 'CONDITIONS':
      return change[side].map((row) => `${t(`gate.${row.gate}`)} ${row.text}`).join('\n') || MISSING;
  }
}
