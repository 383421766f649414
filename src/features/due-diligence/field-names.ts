/** More conditions than this belong into the contract. */
export const MAX_CONDITIONS = 10;

/** Names of the report form's repeated fields. */
export const answerName = (itemCode: string) => `answer.${itemCode}`;
export const conditionName = (index: number, part: 'text' | 'gate') => `condition.${index}.${part}`;
