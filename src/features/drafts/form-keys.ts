/** What a draft is kept under: one per person and form, so that any page of the form finds the same draft. */
export const formKeys = {
  consultation: (caseId: string) => `consultation:${caseId}`,
  registration: (id: string) => `registration:${id}`,
  visit: (caseId: string) => `visit:${caseId}`,
  report: (caseId: string) => `report:${caseId}`,
  contract: (caseId: string) => `contract:${caseId}`,
  backEntry: (id: string) => `back-entry:${id}`,
  monthlyReport: (reportId: string) => `monthly-report:${reportId}`,
} as const;

const FORM_KEY = /^[a-z][a-z-]{2,30}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text has the shape of a form's key: a word and the id of what the form is about. */
export function isFormKey(text: string): boolean {
  return FORM_KEY.test(text);
}

/** The id behind the word of a form's key. */
export function subjectOf(formKey: string): string {
  return formKey.slice(formKey.indexOf(':') + 1);
}
