/**
 * The data that a document template may name as `{field}`. A closed list: a template that names another is a fault of its
 * definition and is never published.
 */
export const TEMPLATE_FIELDS: readonly string[] = [
  'reference',
  'programmeName',
  'documentNumber',
  'applicantName',
  'projectTitle',
  'purpose',
  'requestedAmount',
  'approvedAmount',
  'termMonths',
  'rate',
  'handlingOrganisation',
  'today',
];

/** The names in braces that are no field of the list, each once, in their order. */
export function unknownTemplateFields(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.trim());
  return [...new Set(named)].filter((name) => !TEMPLATE_FIELDS.includes(name));
}
