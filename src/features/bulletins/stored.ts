import 'server-only';
import {
  BULLETIN_COLUMN_NAMES,
  type BulletinTarget,
  type Period,
  PRESS_REASONS,
  type PressReason,
} from '@/domain/bulletin';
import type { BulletinText } from '@/domain/bulletin-text';
import type { Bulletin, BulletinUnit as StoredUnit } from '@/generated/prisma/client';
import { toDate, toDay } from '@/server/dates';
import type { Tx } from '@/server/db';
import type { Computed, ComputedUnit } from './compute-queries';

/** Writes what was computed in place of what stood there. */
export async function writeUnits(tx: Tx, bulletinId: string, { units }: Computed): Promise<void> {
  await tx.bulletinUnit.deleteMany({ where: { bulletinId } });
  await tx.bulletinUnit.createMany({
    data: units.map(({ target, ...unit }) => ({
      ...unit,
      bulletinId,
      target: target?.value ?? null,
      reached: target?.reached ?? null,
      targetFrom: target && toDate(target.from),
      targetUntil: target && toDate(target.until),
      elapsedBps: target?.elapsedBps ?? null,
    })),
  });
}

/** A line of the table as it was written. */
export function unitOfRow(row: StoredUnit): ComputedUnit {
  const { regionId, name, rank, praised, pressed } = row;
  const counts = Object.fromEntries(BULLETIN_COLUMN_NAMES.map((column) => [column, row[column]]));
  return {
    ...(counts as Pick<StoredUnit, (typeof BULLETIN_COLUMN_NAMES)[number]>),
    ...{ regionId, name, rank, praised, target: targetOfRow(row) },
    pressed: pressed.filter((reason): reason is PressReason => (PRESS_REASONS as readonly string[]).includes(reason)),
  };
}

function targetOfRow({ target, reached, targetFrom, targetUntil, elapsedBps }: StoredUnit): BulletinTarget | null {
  if (target === null || reached === null || !targetFrom || !targetUntil || elapsedBps === null) return null;
  return { value: target, reached, from: toDay(targetFrom), until: toDay(targetUntil), elapsedBps };
}

export function periodOfRow({ period, startOn, endOn }: Pick<Bulletin, 'period' | 'startOn' | 'endOn'>): Period {
  return { kind: period, from: toDay(startOn), until: toDay(endOn) };
}

/** What readBulletinText made and was stored as JSON. */
export function textOfRow(stored: unknown): BulletinText {
  return stored as BulletinText;
}
