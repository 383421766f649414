import type { StatusTone } from '@/components/ui/status';
import type { ItemPhase } from './queries';

export const PHASE_TONES = {
  REQUESTED: 'amber',
  APPROVED: 'green',
  REFUSED: 'red',
  REVOKED: 'grey',
  OVER: 'grey',
  NOT_YET: 'accent',
} as const satisfies Record<ItemPhase, StatusTone>;
