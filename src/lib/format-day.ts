/** '2026-11-21' → '11-21', for lists in which the year is clear from the context. */
export function formatMonthDay(day: string): string {
  return day.slice(5);
}

const instantFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as '2026-11-21 14:08', Asia/Shanghai. */
export function formatInstant(at: Date): string {
  return instantFormat.format(at);
}

/** An instant as '11-21 14:08', for lists in which the year is clear; the full one belongs into a title beside it. */
export function formatInstantShort(at: Date): string {
  return formatInstant(at).slice(5);
}

/** The calendar day of an instant in Asia/Shanghai, 'YYYY-MM-DD'. */
export function formatDayOf(at: Date): string {
  return formatInstant(at).slice(0, 10);
}

/** A span of days, '2026-01-01 ～ 2026-03-31'; an open end shows '--'. */
export function formatDayRange(from: string | null, to: string | null): string {
  return `${from ?? '--'} ～ ${to ?? '--'}`;
}

/** A calendar day as official papers write it: with the characters for year, month and day, or '21 November 2026'. */
export function formatOfficialDay(day: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
