import 'server-only';
import { getTranslations } from 'next-intl/server';
import { type AmountUnit, type Fen, formatAmount } from '@/domain/money';
import { displayUnit } from '@/server/preferences';

export type AmountWords = {
  unit: AmountUnit;
  unitWord: string;
  /** for a cell under a head that names the unit */
  cell: (fen: Fen | null) => string;
  /** for a sentence: with its unit, without idle decimals */
  say: (fen: Fen) => string;
};

/** How this reader sees amounts. */
export async function amountWords(): Promise<AmountWords> {
  const t = await getTranslations('common');
  const unit = await displayUnit();
  const unitWord = t(`unit${unit}`);
  return {
    unit,
    unitWord,
    cell: (fen) => formatAmount(fen, unit),
    say: (fen) => `${formatAmount(fen, unit).replace(/\.00$/, '')} ${unitWord}`,
  };
}
