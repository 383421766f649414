import { expect, it } from 'vitest';
import { indicatorsAt, readIndicatorSearch } from './search';

const TODAY = '2026-03-02';
const ID = '01a20102-df4a-7434-bf2e-01eaa5495232';

it('reads what is meant and lets fall what cannot be', () => {
  expect(readIndicatorSearch({}, TODAY)).toEqual({
    ...{ regionId: null, programmeId: null, asOf: TODAY, period: 'YEAR', asRecorded: false },
    ...{ segment: null, financierId: null, columns: null },
  });
  const odd = { region: '1 OR 1', programme: 'A', asOf: '2026-03-03', period: 'DECADE', segment: 'HUGE', column: [] };
  expect(readIndicatorSearch(odd, TODAY)).toEqual(readIndicatorSearch({}, TODAY));
});

it('writes an address that reads the same', () => {
  const asked = {
    ...{ region: '17', programme: ID, asOf: '2025-12-31', period: 'QUARTER', recorded: '1', segment: 'SMALL' },
    ...{ financier: ID, column: ['NEW_LOANS', 'NPL_RATE'] },
  };
  const search = readIndicatorSearch(asked, TODAY);
  const { searchParams, pathname } = new URL(indicatorsAt(search), 'http://portal');
  const read = { ...Object.fromEntries(searchParams), column: searchParams.getAll('column') };
  expect([pathname, readIndicatorSearch(read, TODAY)]).toEqual(['/indicators', search]);
  expect(indicatorsAt(search, { code: 'NPL_RATE', regionId: 5 })).toMatch(/^\/indicators\/NPL_RATE\?region=5&/);
});
