import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Status, type StatusTone } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { formatPercent, formatRate } from '@/domain/money';
import type { Vote } from '@/domain/session';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { ItemView } from '../queries';

/** The pack as it was put before the members: key figures, kept with the item. */
export async function PackFacts({ item }: { item: ItemView }) {
  const t = await getTranslations('sessions');
  const decisions = await getTranslations('decisions');
  const words = await amountWords();
  const { pack } = item;
  const upToFen = pack.authority.upToFen;
  return (
    <Section aria-labelledby="pack">
      <SectionHead id="pack" note={t('packNote')}>
        {t('pack')}
      </SectionHead>
      <DataList
        facts={[
          { label: t('requested'), value: words.say(BigInt(pack.requestedAmountFen)) },
          {
            label: t('recommended'),
            value: words.say(BigInt(pack.recommendedAmountFen)),
            note: formatPercent(BigInt(pack.recommendedAmountFen), BigInt(pack.requestedAmountFen)),
          },
          { label: t('proposedAmount'), value: <b>{words.say(item.amountFen)}</b> },
          {
            label: t('termAndRate'),
            value: t('termAndRateValue', { months: item.termMonths, rate: formatRate(item.rateBps) }),
          },
          { label: t('score'), value: formatRate(pack.scoreBps) },
          { label: t('documents'), value: t('documentsMet', pack.documents) },
          { label: t('exposure'), value: words.say(BigInt(pack.exposureFen)) },
          {
            label: t('authority'),
            value: upToFen === null ? t('unlimited') : words.say(BigInt(upToFen)),
            note: t('authorityNote', { document: pack.authority.documentNumber, count: pack.authority.approvals }),
          },
          {
            label: t('conditions'),
            value:
              item.conditions.length === 0
                ? t('noConditions')
                : item.conditions
                    .map((row) => t('conditionWithGate', { text: row.text, gate: decisions(`gate.${row.gate}`) }))
                    .join(t('separator')),
          },
        ]}
      />
    </Section>
  );
}

const VOTE_TONES = { FOR: 'green', AGAINST: 'red', RECUSED: 'grey' } as const satisfies Record<Vote, StatusTone>;

/** Who voted how, in their own words. */
export async function VoteTable({ item }: { item: ItemView }) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  if (item.votes.length === 0) return <p className="text-ink-2">{t('noVotes')}</p>;
  return (
    <Table caption={t('votesTitle')}>
      <thead>
        <tr>
          <Th>{t('member')}</Th>
          <Th>{t('vote')}</Th>
          <Th>{t('opinion')}</Th>
          <Th>{t('votedAt')}</Th>
        </tr>
      </thead>
      <tbody>
        {item.votes.map((row) => (
          <tr key={row.userId}>
            <RowHead>{labelOf(row.name, locale)}</RowHead>
            <Td phone="title-end">
              <Status tone={VOTE_TONES[row.vote]} hollow={row.vote === 'RECUSED'}>
                {t(`votes.${row.vote}`)}
              </Status>
            </Td>
            <Td label={t('opinion')} className="whitespace-pre-line">
              {row.opinion || '--'}
            </Td>
            <Td phone="sub">{formatInstant(row.votedAt)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
