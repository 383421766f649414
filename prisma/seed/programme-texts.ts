import type { ProgrammeBodyInput } from '@/domain/programme';
import { PROGRAMME_A } from './programme-a';
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

export type ProgrammeText = { code: string; body: ProgrammeBodyInput; effectiveFrom: string; documentNumber: string };

/** Every programme as its published text has it: the one list that names programmes. */
export const PROGRAMME_TEXTS: readonly ProgrammeText[] = [
  { code: 'A', body: PROGRAMME_A, effectiveFrom: '2017-05-16', documentNumber: '示例融保〔2017〕1号' },
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
