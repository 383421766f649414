import { type ProgrammeBodyInput, programmeBodySchema } from '@/domain/programme';
import { toDate } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import type { PLACES } from './people';
import { PROGRAMME_B } from './programme-b';
import {
  CAPITAL_ITEM,
  CONSUMPTION_PURCHASE,
  DONATION,
  EDUCATION_AID,
  PROGRAMME_C,
  RELIEF_EXPENSE,
} from './programme-c';
import { PROGRAMME_D } from './programme-d';
import { PROGRAMME_E } from './programme-e';

type ProgrammeSeed = { code: string; body: ProgrammeBodyInput; effectiveFrom: string; documentNumber: string };

/** The programmes beside the first; their authority is the matrix of the definition. */
const PROGRAMMES: ProgrammeSeed[] = [
  { code: 'B', body: PROGRAMME_B, effectiveFrom: '2017-07-01', documentNumber: '示例小额〔2017〕3号' },
  { code: 'C', body: PROGRAMME_C, effectiveFrom: '2018-03-01', documentNumber: '示例专项〔2018〕5号' },
  { code: 'CD', body: DONATION, effectiveFrom: '2018-03-01', documentNumber: '示例捐赠〔2018〕1号' },
  { code: 'CR', body: RELIEF_EXPENSE, effectiveFrom: '2018-03-01', documentNumber: '示例经费〔2018〕2号' },
  { code: 'CX', body: CAPITAL_ITEM, effectiveFrom: '2018-03-01', documentNumber: '示例资本〔2018〕1号' },
  { code: 'CE', body: EDUCATION_AID, effectiveFrom: '2018-03-01', documentNumber: '示例助学〔2018〕1号' },
  { code: 'CP', body: CONSUMPTION_PURCHASE, effectiveFrom: '2018-03-01', documentNumber: '示例消费〔2018〕4号' },
  { code: 'D', body: PROGRAMME_D, effectiveFrom: '2018-06-01', documentNumber: '示例信合〔2018〕6号' },
  { code: 'E', body: PROGRAMME_E, effectiveFrom: '2018-01-01', documentNumber: '示例协作〔2018〕3号' },
];

export type Places = Record<keyof typeof PLACES, number>;
type InForce = { place: keyof typeof PLACES; from: string; documentNumber: string };

/** A programme with its first version, published in each of these provinces; the programme's id. */
export async function seedProgramme(
  tx: Tx,
  code: string,
  definition: ProgrammeBodyInput,
  places: Places,
  inForce: readonly InForce[],
): Promise<string> {
  programmeBodySchema.parse(definition);
  const programme = await tx.programme.create({ data: { code, name: definition.name } });
  for (const { place, from, documentNumber } of inForce)
    await tx.programmeDefinition.create({
      data: {
        programmeId: programme.id,
        version: 1,
        status: 'PUBLISHED',
        body: definition as unknown as Prisma.InputJsonValue,
        provinceId: places[place],
        effectiveFrom: toDate(from),
        documentNumber,
      },
    });
  return programme.id;
}

/** All programmes beside the first, in the demo province, and the days for which their notices stand. */
export async function seedProgrammes(tx: Tx, places: Places): Promise<void> {
  for (const { code, body, effectiveFrom: from, documentNumber } of PROGRAMMES)
    await seedProgramme(tx, code, body, places, [{ place: 'henan', from, documentNumber }]);
  // 公示 at least ten days (guidance of 2018, Art. 4; field-rules.md §5.4)
  await tx.policyValue.create({
    data: {
      kind: 'NOTICE_DAYS',
      regionId: places.nation,
      value: 10n,
      validFrom: toDate('2018-01-01'),
      documentNumber: '2018年公告公示指导意见第四条',
      enteredAt: toDate('2018-01-01'),
    },
  });
}
