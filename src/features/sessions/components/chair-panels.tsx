import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { labelOf } from '@/i18n/label';
import { describeRefusal } from '@/server/refusal-text';
import { admit, cancel, close, open } from '../actions';
import type { SessionView } from '../queries';

/** What the chair does with the session as a whole: open it with who is there, write down who comes late, close it. */
export async function ChairPanel({ view, actorId }: { view: SessionView; actorId: string }) {
  const { status } = view.session;
  if (!view.leads || (status !== 'PLANNED' && status !== 'OPEN')) return null;
  return status === 'PLANNED' ? <OpeningForm view={view} actorId={actorId} /> : <RunningPanel view={view} />;
}

async function OpeningForm({ view, actorId }: { view: SessionView; actorId: string }) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const pending = view.items.filter((row) => row.status === 'PENDING').length;
  const others = view.members.filter((row) => row.userId !== actorId && !row.gone);
  return (
    <ConfirmPanel
      title={t('open')}
      why={pending === 0 ? <p>{await describeRefusal({ code: 'AGENDA_EMPTY' })}</p> : <p>{t('openText')}</p>}
      className="mb-5"
    >
      {pending > 0 && (
        <ActionForm action={open} aria-label={t('open')}>
          <input type="hidden" name="sessionId" value={view.session.id} />
          <Field name="member[]" label={t('whoIsThere')} hint={t('whoIsThereHint')} group>
            <CheckboxGroup choices={others.map((row) => ({ value: row.userId, label: labelOf(row.name, locale) }))} />
          </Field>
          <SubmitButton className="max-md:w-full">{t('openSubmit')}</SubmitButton>
        </ActionForm>
      )}
    </ConfirmPanel>
  );
}

async function RunningPanel({ view }: { view: SessionView }) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const pending = view.items.filter((row) => row.status === 'PENDING').length;
  const absent = view.members.filter((row) => !row.present && !row.gone);
  return (
    <ConfirmPanel
      title={t('chairing')}
      why={<p>{pending > 0 ? t('stillOpen', { count: pending }) : t('allSettled')}</p>}
      className="mb-5"
    >
      {absent.map((row) => (
        <ActionForm key={row.userId} action={admit} aria-label={labelOf(row.name, locale)} className="mb-2">
          <input type="hidden" name="sessionId" value={view.session.id} />
          <input type="hidden" name="userId" value={row.userId} />
          <SubmitButton variant="default" size="small">
            {t('admit', { name: labelOf(row.name, locale) })}
          </SubmitButton>
        </ActionForm>
      ))}
      {pending === 0 && (
        <ActionForm action={close} aria-label={t('close')}>
          <input type="hidden" name="sessionId" value={view.session.id} />
          <SubmitButton className="max-md:w-full">{t('close')}</SubmitButton>
        </ActionForm>
      )}
    </ConfirmPanel>
  );
}

/** Calls the session off, while nothing is decided. */
export async function CancelForm({ view }: { view: SessionView }) {
  const t = await getTranslations('sessions');
  const { status } = view.session;
  const decided = view.items.some((row) => row.status !== 'PENDING' && row.status !== 'REMOVED');
  const may = status === 'PLANNED' ? view.mayPlan : status === 'OPEN' && view.leads && !decided;
  if (!may) return null;
  return (
    <ConfirmDialog trigger={t('cancel')} title={t('cancel')} description={t('cancelText')}>
      <ActionForm action={cancel} aria-label={t('cancel')}>
        <input type="hidden" name="sessionId" value={view.session.id} />
        <Field name="reason" label={t('reason')} required>
          <TextArea rows={3} />
        </Field>
        <SubmitButton>{t('cancelSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmDialog>
  );
}
