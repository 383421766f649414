import { type ProgrammeBodyInput, programmeBodySchema } from '@/domain/programme';
import { toDate } from '@/server/dates';
import type { Prisma, Tx } from '@/server/db';
import type { PLACES } from './people';
import { PROGRAMME_TEXTS } from './programme-texts';

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
  for (const { code, body, effectiveFrom: from, documentNumber } of PROGRAMME_TEXTS.filter(({ code }) => code !== 'A'))
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
