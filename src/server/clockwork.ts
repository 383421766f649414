import type { Actor } from '@/domain/actor';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The clock's own hand for the daily jobs: it sees every case and holds no role, so no permission follows from it. */
export const CLOCKWORK: Actor = {
  userId: NOBODY,
  sessionId: NOBODY,
  username: 'system',
  staffNumber: '',
  displayName: { zh: '--', en: '--' },
  roles: [],
  organisation: {
    id: NOBODY,
    kind: 'OPERATOR',
    level: 'NATION',
    name: { zh: '--', en: '--' },
    regionId: 0,
    financierId: null,
    provincialBranchId: null,
    countyBranchId: null,
  },
  scope: { kind: 'NATION' },
  standsInFor: [],
};
