import { type ProgrammeBodyInput, programmeBodySchema } from '@/domain/programme';
import { toDate } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
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
];

/** A programme with its first published definition in a province. */
export async function seedProgramme(
  tx: Tx,
  provinceId: number,
  { code, body, effectiveFrom, documentNumber }: ProgrammeSeed,
): Promise<string> {
  programmeBodySchema.parse(body);
  const programme = await tx.programme.create({ data: { code, name: body.name } });
  await tx.programmeDefinition.create({
    data: {
      programmeId: programme.id,
      provinceId,
      version: 1,
      status: 'PUBLISHED',
      effectiveFrom: toDate(effectiveFrom),
      documentNumber,
      body: body as unknown as Prisma.InputJsonValue,
    },
  });
  return programme.id;
}

/** All programmes beside the first, in the demo province. */
export async function seedProgrammes(tx: Tx, provinceId: number): Promise<void> {
  for (const programme of PROGRAMMES) await seedProgramme(tx, provinceId, programme);
}
