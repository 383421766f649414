import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { OnceShown, UntilDone } from '@/components/ui/once';
import { SubmitButton } from '@/components/ui/submit-button';
import { DEFAULT_SCREEN_DAYS, SCREEN_DAYS } from '@/domain/screen';
import { labelOf } from '@/i18n/label';
import { openNewScreen } from '../actions';
import type { Screens } from '../queries';

/** Where a new screen hangs, what it shows and for how long; its link is shown once. */
export function ScreenForm({ screens }: { screens: Screens }) {
  const t = useTranslations('screens');
  const locale = useLocale();
  const { places, programmes } = screens;
  return (
    <ActionForm action={openNewScreen} aria-label={t('make')} className="max-w-160">
      <OnceShown
        words={{
          title: t('linkTitle'),
          once: t('linkOnce'),
          label: t('name'),
          secret: t('link'),
          download: t('link'),
          fileName: '',
        }}
      />
      <UntilDone>
        <Field name="name" label={t('name')} hint={t('nameHint')} required>
          <TextInput maxLength={40} />
        </Field>
        <Field name="regionId" label={t('place')} required>
          <Select
            defaultValue={String(places[0]?.id)}
            options={places.map((place) => ({ value: String(place.id), label: place.name }))}
          />
        </Field>
        <Field name="programme[]" label={t('programmes')} hint={t('programmesHint')} group required>
          <CheckboxGroup
            choices={programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }))}
            defaultValues={programmes.slice(0, 1).map((row) => row.id)}
          />
        </Field>
        <Field name="days" label={t('days')} hint={t('daysHint')} required>
          <Select
            width="short"
            defaultValue={String(DEFAULT_SCREEN_DAYS)}
            options={SCREEN_DAYS.map((days) => ({ value: String(days), label: t('daysOption', { days }) }))}
          />
        </Field>
        <SubmitButton>{t('make')}</SubmitButton>
      </UntilDone>
    </ActionForm>
  );
}
