import 'server-only';
import type { Label } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import type { IndicatorBody } from '@/domain/indicator';
import type { Indicator as Row } from '@/generated/prisma/client';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';

export type Indicator = {
  id: string;
  code: string;
  name: Label;
  description: Label;
  source: string;
  moreIsBetter: boolean | null;
  validFrom: Day;
  validTo: Day | null;
  definedById: string | null;
  body: IndicatorBody;
};

/** A row; the mutation and the checks of the database keep its words to the closed lists. */
export function toIndicator(row: Row): Indicator {
  const { id, code, source, moreIsBetter, definedById } = row;
  const { factor, aggregation, reading, unit, stage, segment, kinds } = row;
  return {
    ...{ id, code, source, moreIsBetter, definedById },
    name: row.name as Label,
    description: row.description as Label,
    validFrom: toDay(row.validFrom),
    validTo: toDay(row.validTo),
    body: {
      numerator: row.numerator as IndicatorBody['numerator'],
      denominator: row.denominator as IndicatorBody['denominator'],
      ...{ factor, aggregation, reading, unit, stage, segment, kinds },
    },
  };
}

/** The indicators that hold on a day, in their order: what is read as of a day is read by what held then. */
export async function loadDefinitions(tx: Tx, on: Day, codes?: readonly string[]): Promise<Indicator[]> {
  const day = toDate(on);
  const rows = await tx.indicator.findMany({
    where: {
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
      ...(codes ? { code: { in: [...codes] } } : {}),
    },
    orderBy: [{ position: 'asc' }, { code: 'asc' }],
  });
  return rows.map(toIndicator);
}
