import { getLocale, getTranslations } from 'next-intl/server';
import { DataList, type Fact } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Status, type StatusTone } from '@/components/ui/status';
import { formatRate, sumFen, toChineseCapitals } from '@/domain/money';
import { amountWords } from '@/features/amount-words';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { ContractRow, ContractView } from '../queries';
import { TrancheTable } from './tranche-table';

type State = 'DRAFT' | 'SENT_BACK' | 'LEGAL_CHECKED' | 'SIGNED' | 'VOID';

const TONES = {
  DRAFT: 'accent',
  SENT_BACK: 'amber',
  LEGAL_CHECKED: 'accent',
  SIGNED: 'green',
  VOID: 'grey',
} as const satisfies Record<State, StatusTone>;

function stateOf(contract: ContractRow): State {
  return contract.status === 'DRAFT' && contract.legalCheckedAt !== null ? 'SENT_BACK' : contract.status;
}

/** What the contract says, what legal said to it, and when the money is planned. */
export async function ContractBody({ view }: { view: ContractView }) {
  const t = await getTranslations('contracts');
  const locale = await getLocale();
  const { contract } = view;
  if (!contract) return null;
  const state = stateOf(contract);
  const checkedBy = contract.legalCheckedBy && labelOf(contract.legalCheckedBy, locale);
  const checkedAt = contract.legalCheckedAt && formatInstant(contract.legalCheckedAt);
  return (
    <>
      <Section aria-labelledby="contract">
        <SectionHead
          id="contract"
          note={t('draftedBy', {
            name: labelOf(contract.draftedBy, locale),
            at: formatInstant(contract.draftedAt),
            revision: contract.revision,
          })}
        >
          {t('contract')}
        </SectionHead>
        {state === 'SENT_BACK' && (
          <SayBar tone="amber" className="mb-3" detail={contract.legalOpinion}>
            {t('sentBack', { name: checkedBy ?? '', at: checkedAt ?? '' })}
          </SayBar>
        )}
        <DataList
          facts={[
            { label: t('number'), value: contract.number ?? t('numberLater') },
            { label: t('status'), value: <Status tone={TONES[state]}>{t(`statuses.${state}`)}</Status> },
            ...(await termsOf(contract)),
            { label: t('signedOn'), value: contract.signedOn ?? '--' },
            ...(state !== 'SENT_BACK' && checkedBy && checkedAt
              ? [
                  {
                    label: t('legal'),
                    value: contract.legalOpinion || t('passedPlain'),
                    note: `${checkedBy} ${checkedAt}`,
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <TrancheTable tranches={view.tranches} total={sumFen(view.tranches.map((row) => row.amountFen))} />
    </>
  );
}

async function termsOf(contract: ContractRow): Promise<Fact[]> {
  const t = await getTranslations('contracts');
  const words = await amountWords();
  const linked = contract.linkedHouseholds;
  return [
    { label: t('lender'), value: contract.lenderName },
    { label: t('borrower'), value: contract.borrowerName },
    {
      label: t('amount'),
      value: <b>{words.say(contract.amountFen)}</b>,
      note: toChineseCapitals(contract.amountFen),
    },
    {
      label: t('termAndRate'),
      value: t('termAndRateValue', { months: contract.termMonths, rate: formatRate(contract.rateBps) }),
    },
    { label: t('method'), value: t(`methods.${contract.repaymentMethod}`) },
    {
      label: t('security'),
      value: t(`securityKinds.${contract.securityKind}`),
      ...(contract.securityReference ? { note: contract.securityReference } : {}),
    },
    ...(linked === null ? [] : [{ label: t('linked'), value: t('households', { count: linked }) }]),
  ];
}
