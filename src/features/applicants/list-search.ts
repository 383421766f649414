/** The address of a list of households or entities; a name that stands there twice arrives as a list. */
export type ApplicantSearch = Record<string, string | string[] | undefined>;

const NAMES = ['q', 'kind', 'after', 'before'] as const;

/** What the address asks for; what cannot be read is left out rather than refused. */
export function applicantSearchFrom(search: ApplicantSearch): Partial<Record<(typeof NAMES)[number], string>> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 100)]] : [];
    }),
  );
}
