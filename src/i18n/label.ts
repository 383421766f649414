/** A word kept in the data in both languages. */
export interface Label {
  zh: string;
  en: string;
}

/** The label in the reader's language; Chinese where the English is empty. */
export function labelOf(label: Label, locale: string): string {
  return locale === 'en' && label.en !== '' ? label.en : label.zh;
}
