/** Conditions an approver may add beside those the report proposes. */
export const MAX_OWN_CONDITIONS = 3;

/** Names of the decision form's repeated fields. */
export const conditionName = (index: number, part: 'text' | 'gate') => `condition.${index}.${part}`;
