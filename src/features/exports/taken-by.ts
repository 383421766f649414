import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import type { Locale } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';
import { formatInstant } from '@/lib/format-day';

/** The line that every file which leaves carries: who took it, of which organisation, and when. */
export function takenBy(actor: Pick<Actor, 'displayName' | 'organisation'>, locale: Locale, now: Date): string {
  return translatorFor(locale)('exports.sheet.by', {
    person: labelOf(actor.displayName, locale),
    organisation: labelOf(actor.organisation.name, locale),
    at: formatInstant(now),
  });
}
