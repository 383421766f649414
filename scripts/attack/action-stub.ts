/** Stands where `@/server/action` is asked for (actions.ts): an action is then what it was defined by. */
export const defineAction = (definition: unknown) => definition;
export const fieldsOf = () => ({});
export const typedValues = () => ({});
export const describeIssues = async () => ({});
