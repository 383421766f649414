import type { AmountUnit } from '@/domain/money';
import type { About } from '@/features/figures/links';
import type { Wall } from '../wall-queries';

/** `linked`: numbers open their lists, which only a person can. */
export type WallProps = { wall: Wall; about: About; linked: boolean; unit: AmountUnit };
