/** How many milestones a form offers; a target of a year has four quarters, one of five years five ends. */
export const MILESTONE_ROWS = 6;

/** The name of a place's weight in the form of a split. */
export const weightName = (key: string) => `weight.${key}`;
