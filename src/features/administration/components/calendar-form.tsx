import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { publishCalendar } from '../actions';
import type { CalendarYearView } from '../queries/calendar';

/** Enters a year's notice; a year already entered comes filled in, to be corrected. */
export function CalendarForm({ year, known }: { year: number; known: CalendarYearView | null }) {
  const t = useTranslations('administration');
  const spans = known?.holidays.map(({ from, to }) => (from === to ? from : `${from} ~ ${to}`)) ?? [];
  return (
    <ActionForm key={year} action={publishCalendar} aria-label={t('enterYear')} className="max-w-160">
      <Field name="year" label={t('year')} required>
        <TextInput width="short" inputMode="numeric" defaultValue={String(year)} />
      </Field>
      <Field name="publishedOn" label={t('publishedOn')} required>
        <DateInput defaultValue={known?.publishedOn} />
      </Field>
      <Field name="holidays" label={t('holidays')} hint={t('holidaysHint')}>
        <TextArea rows={8} defaultValue={spans.join('\n')} />
      </Field>
      <Field name="workdays" label={t('workdays')} hint={t('workdaysHint')}>
        <TextArea rows={5} defaultValue={known?.workdays.join('\n')} />
      </Field>
      <SubmitButton>{t('publish')}</SubmitButton>
    </ActionForm>
  );
}
