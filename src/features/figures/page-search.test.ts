import { expect, it } from 'vitest';
import type { Actor } from '@/domain/actor';
import { readBoardSearch, readFigurePage } from './page-search';

const ID = '01a20102-df4a-7434-bf2e-01eaa5495232';
const reader = {
  roles: ['LEADER'],
  scope: { kind: 'REGION', column: 'provinceId', regionId: 41 },
  organisation: { regionId: 41, level: 'PROVINCE' },
} as unknown as Actor;

it('a place and a programme are read, and what can be neither falls back to one’s own and to all', () => {
  expect(readBoardSearch(reader, { region: '17', programme: ID })).toEqual({ regionId: 17, programmeId: ID });
  expect(readBoardSearch(reader, { region: ['17', '18'], programme: [ID, 'x'] })).toEqual({
    regionId: 17,
    programmeId: ID,
  });
  for (const odd of ['x', '-1', '1e9', '99999999999', '\0', `${ID}0`, `' OR 1`, ''])
    expect(readBoardSearch(reader, { region: odd, programme: odd }), odd).toEqual({
      regionId: 41,
      programmeId: undefined,
    });
});

it('who sees no figures has no page of them, whatever the address says', () => {
  const nobody = { ...reader, scope: { kind: 'NONE' } } as Actor;
  expect(readBoardSearch(nobody, { region: '17' })).toBeNull();
  expect(readFigurePage(nobody, 'overview', { region: '17' }, '2026-03-02')).toBeNull();
});
