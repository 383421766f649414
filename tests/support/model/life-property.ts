import fc from 'fast-check';
import { AMOUNTS_FEN, beginningOf, LEVERAGE, LIFE_PEOPLE, LIFE_PEOPLE_OF_ALL_TRADES, type Setting } from './life';
import { anyDrawn, type Cast } from './life-commands';
import { compareLife, type LifeMachine } from './life-compare';
import type { Reach } from './reach';

const MANAGERS = ['manager', 'manager2'];
export const CAST: Cast = { people: LIFE_PEOPLE, pairs: MANAGERS };
/** The rules alone know no quota, which is kept by the database; and they know people whom the portal does not. */
export const CAST_OF_RULES: Cast = {
  people: [...LIFE_PEOPLE, ...LIFE_PEOPLE_OF_ALL_TRADES],
  pairs: [...MANAGERS, ...LIFE_PEOPLE_OF_ALL_TRADES.map(({ name }) => name)],
  without: ['cutQuota', 'restoreQuota'],
};

/** At the borders: one fen over a limit, a quota of one fen too little, a fund that just carries it or just not. */
function anySetting(hasQuota: boolean): fc.Arbitrary<Setting> {
  return fc
    .record({
      amountFen: fc.constantFrom(...AMOUNTS_FEN),
      quota: hasQuota ? fc.constantFrom('AMPLE', 'ENOUGH', 'SHORT') : fc.constant('AMPLE'),
      fund: fc.constantFrom('AMPLE', 'AMPLE', 'ENOUGH', 'SHORT'),
    })
    .map(({ amountFen, quota, fund }) => {
      const carries = (amountFen + LEVERAGE - 1n) / LEVERAGE;
      return {
        amountFen,
        quotaFen: quota === 'AMPLE' ? amountFen * 3n : quota === 'ENOUGH' ? amountFen : amountFen - 1n,
        fundFen: fund === 'AMPLE' ? amountFen : fund === 'ENOUGH' ? carries : carries - 1n,
      };
    });
}

/** That a machine does what the reference says, whatever these people try in the course of a loan's life. */
export function lifeProperty(make: (setting: Setting) => Promise<LifeMachine> | LifeMachine, cast: Cast, reach: Reach) {
  const drawn = fc.array(anyDrawn(cast), { minLength: 20, maxLength: 60, size: 'max' });
  const isOfRules = cast.without !== undefined;
  return fc.asyncProperty(anySetting(!isOfRules), drawn, async (setting, commands) => {
    reach.count('runs');
    await compareLife(await make(setting), beginningOf(setting), commands, cast, reach);
  });
}
