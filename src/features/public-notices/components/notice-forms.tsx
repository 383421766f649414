import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { addDays, type Day } from '@/domain/calendar';
import { can } from '@/domain/permissions';
import { describeRefusal } from '@/server/refusal-text';
import { publish, withdraw } from '../actions';
import type { NoticeDesk, NoticeView } from '../queries';

/** The hotline that a notice names unless another is typed (field-rules.md §5.4). */
const HOTLINE = '12317';

/** Puts a notice up for at least the dated days; says why when it may not be. */
export async function PublishForm({ desk, today, actor }: { desk: NoticeDesk; today: Day; actor: Actor }) {
  if (!can(actor, 'public-notice.publish')) return null;
  const t = await getTranslations('public-notices');
  if (desk.offer?.code === 'NOTICE_STANDS') return null;
  if (desk.offer)
    return (
      <SayBar tone="amber" detail={await describeRefusal(desk.offer)}>
        {t('publish.notNow')}
      </SayBar>
    );
  const days = desk.minimumDays ?? 1;
  return (
    <ConfirmPanel title={t('publish.title')} why={t('publish.why', { days, document: desk.documentNumber ?? '--' })}>
      <ActionForm action={publish} aria-label={t('publish.title')}>
        <input type="hidden" name="caseId" value={desk.facts.id} />
        <Field name="places" label={t('fields.places')} hint={t('publish.placesHint')} required>
          <TextArea rows={2} maxLength={300} />
        </Field>
        <Field name="complaintLine" label={t('fields.complaintLine')} required>
          <TextInput width="medium" maxLength={60} defaultValue={HOTLINE} />
        </Field>
        <Field name="fromOn" label={t('publish.fromOn')} required>
          <DateInput min={today} defaultValue={today} />
        </Field>
        <Field name="toOn" label={t('publish.toOn')} hint={t('publish.toOnHint', { days })} required>
          <DateInput min={today} defaultValue={addDays(today, days - 1)} />
        </Field>
        <SubmitButton>{t('publish.submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

/** Takes down what is wrong; the reason stays readable. */
export async function WithdrawForm({ desk, notice, actor }: { desk: NoticeDesk; notice: NoticeView; actor: Actor }) {
  if (!can(actor, 'public-notice.publish') || notice.state === 'WITHDRAWN' || desk.facts.status === 'CLOSED')
    return null;
  const t = await getTranslations('public-notices');
  return (
    <div className="screen-only mt-4">
      <ConfirmDialog trigger={t('withdraw.title')} title={t('withdraw.title')} description={t('withdraw.why')}>
        <ActionForm action={withdraw} aria-label={t('withdraw.title')}>
          <input type="hidden" name="caseId" value={desk.facts.id} />
          <input type="hidden" name="noticeId" value={notice.id} />
          <Field name="reason" label={t('withdraw.reason')} required>
            <TextArea rows={2} maxLength={500} />
          </Field>
          <SubmitButton variant="danger">{t('withdraw.submit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}
