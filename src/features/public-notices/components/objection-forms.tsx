import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Select, TextArea, TextInput } from '@/components/ui/inputs';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import type { FormAction } from '@/lib/action-result';
import { formatInstant } from '@/lib/format-day';
import { answer, assign, reveal } from '../actions';
import type { NoticeDesk, ObjectionView } from '../queries';

/** What somebody objects, and, if they like, who they are: the public form and the one of whoever takes it down. */
export async function ObjectionForm({
  action,
  noticeId,
  caseId,
}: {
  action: FormAction;
  noticeId: string;
  caseId?: string;
}) {
  const t = await getTranslations('public-notices');
  return (
    <ActionForm action={action} aria-label={t('object.title')}>
      <input type="hidden" name="noticeId" value={noticeId} />
      {caseId && <input type="hidden" name="caseId" value={caseId} />}
      <Field name="text" label={t('object.text')} hint={t('object.textHint')} required>
        <TextArea rows={5} maxLength={2000} />
      </Field>
      <Field name="name" label={t('object.name')} hint={t('object.nameHint')}>
        <TextInput width="medium" maxLength={50} autoComplete="off" />
      </Field>
      <Field name="contact" label={t('object.contact')}>
        <TextInput width="medium" maxLength={100} autoComplete="off" />
      </Field>
      <SubmitButton>{t('object.submit')}</SubmitButton>
    </ActionForm>
  );
}

/** One objection with who answers it, and the form for whoever is to act. */
export async function ObjectionBlock({ desk, row, actor }: { desk: NoticeDesk; row: ObjectionView; actor: Actor }) {
  const t = await getTranslations('public-notices');
  const locale = await getLocale();
  const isOpen = row.answer === null;
  const runs = desk.facts.status !== 'CLOSED';
  return (
    <article className="border-b border-rule py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2">
        <Status tone={isOpen ? 'red' : 'green'}>{t(isOpen ? 'objections.open' : 'objections.answered')}</Status>
        <span>{formatInstant(row.receivedAt)}</span>
        <span>{t(row.isByForm ? 'objections.byForm' : 'objections.byStaff')}</span>
        <span>{t(row.hasPerson ? 'objections.named' : 'objections.nameless')}</span>
      </p>
      <p className="my-1.5 whitespace-pre-line">{row.text}</p>
      <p className="text-sm text-ink-2">
        {t('objections.answerer', { name: row.answerer ? labelOf(row.answerer, locale) : t('objections.nobody') })}
      </p>
      {row.answer && (
        <p className="mt-1.5 border-l-4 border-green pl-3 whitespace-pre-line">
          {row.answer} {row.answeredAt && <span className="text-xs text-ink-3">{formatInstant(row.answeredAt)}</span>}
        </p>
      )}
      {row.hasPerson && (can(actor, 'objection.assign') || row.answererId === actor.userId) && (
        <RevealForm objectionId={row.id} />
      )}
      {isOpen && runs && can(actor, 'objection.assign') && (
        <ActionForm action={assign} aria-label={t('objections.assign')} className="mt-2">
          <input type="hidden" name="caseId" value={desk.facts.id} />
          <input type="hidden" name="objectionId" value={row.id} />
          <Field name="answererId" label={t('objections.assignTo')} required>
            <Select
              width="long"
              placeholder={t('objections.choose')}
              defaultValue={row.answererId ?? ''}
              options={desk.people.map((person) => ({
                value: person.id,
                label: `${labelOf(person.name, locale)} ${labelOf(person.organisation, locale)}`,
              }))}
            />
          </Field>
          <SubmitButton variant="default">{t('objections.assign')}</SubmitButton>
        </ActionForm>
      )}
      {isOpen && runs && row.answererId === actor.userId && can(actor, 'objection.answer') && (
        <ActionForm action={answer} aria-label={t('objections.answerIt')} className="mt-2">
          <input type="hidden" name="caseId" value={desk.facts.id} />
          <input type="hidden" name="objectionId" value={row.id} />
          <Field name="answer" label={t('objections.answer')} hint={t('objections.answerHint')} required>
            <TextArea rows={4} maxLength={2000} />
          </Field>
          <SubmitButton>{t('objections.answerIt')}</SubmitButton>
        </ActionForm>
      )}
    </article>
  );
}

/** Who objects, in full, for a reason that is kept. */
async function RevealForm({ objectionId }: { objectionId: string }) {
  const t = await getTranslations('public-notices');
  return (
    <ActionForm action={reveal} aria-label={t('reveal.title')} className="screen-only mt-2">
      <input type="hidden" name="objectionId" value={objectionId} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('reveal.title')}</summary>
        <div className="mt-3 border-l-2 border-rule pl-4.5">
          <Field name="reason" label={t('reveal.reason')} hint={t('reveal.hint')} required>
            <TextInput width="long" maxLength={200} autoComplete="off" />
          </Field>
          <SubmitButton variant="default">{t('reveal.submit')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
