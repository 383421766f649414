import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Day } from '@/domain/calendar';
import { record } from '../actions';

/** What a meeting was: when, where, who, what was said. Its decisions follow on its page. */
export async function MeetingForm({ today }: { today: Day }) {
  const t = await getTranslations('meetings');
  return (
    <ActionForm action={record} aria-label={t('new')}>
      <Field name="title" label={t('meetingTitle')} hint={t('meetingTitleHint')} required>
        <TextInput maxLength={100} />
      </Field>
      <Field name="heldOn" label={t('heldOn')} required>
        <DateInput max={today} defaultValue={today} />
      </Field>
      <Field name="place" label={t('place')} required>
        <TextInput maxLength={100} />
      </Field>
      <Field name="attendees" label={t('attendees')} hint={t('attendeesHint')} required>
        <TextArea rows={3} maxLength={1000} />
      </Field>
      <Field name="minutes" label={t('minutes')} hint={t('minutesHint')} required>
        <TextArea rows={10} maxLength={5000} />
      </Field>
      <SubmitButton>{t('submit')}</SubmitButton>
    </ActionForm>
  );
}
