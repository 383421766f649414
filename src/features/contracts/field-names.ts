/** Names of the contract form's rows of tranches. */
export const trancheName = (index: number, part: 'on' | 'amount') => `tranche.${index}.${part}`;

/** Rows that stand in the form without scripts. */
export const FIRST_ROWS = 3;
