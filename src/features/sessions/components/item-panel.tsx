import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select, TextArea } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { checkTakingPart, checkVote } from '@/domain/session';
import { PhrasePicker } from '@/features/phrase-picker';
import { labelOf } from '@/i18n/label';
import { describeRefusal } from '@/server/refusal-text';
import { settle, standAside, takeOff, vote } from '../actions';
import type { ItemView, SessionView } from '../queries';
import { tallyWords } from './agenda-table';

type Props = {
  actor: Actor;
  view: SessionView;
  item: ItemView;
  /** earlier stages of the case, for what is returned */
  targets: readonly { value: string; label: string }[];
};

/** What this person can do with the item in hand: vote, stand aside, settle it. Where nothing can be done, why. */
export async function ItemPanel({ actor, view, item, targets }: Props) {
  if (view.session.status !== 'OPEN' || item.status !== 'PENDING') return null;
  const t = await getTranslations('sessions');
  const part = checkTakingPart(view.sitting, item.state, actor.userId);
  const refusal = checkVote(view.sitting, item.state, actor.userId);
  const presides = item.presidingId === actor.userId;
  return (
    <>
      {view.mayVote && (
        <ConfirmPanel
          id="vote"
          title={t('yourVote')}
          note={tallyWords(t, item)}
          why={refusal ? <p>{await describeRefusal(refusal)}</p> : undefined}
          className="mb-5"
        >
          {!refusal && <VoteForm item={item} sessionId={view.session.id} />}
          {!part && <RecuseForm item={item} sessionId={view.session.id} />}
        </ConfirmPanel>
      )}
      {presides && <SettlePanel view={view} item={item} targets={targets} />}
    </>
  );
}

const Keys = ({ sessionId, item }: { sessionId: string; item: ItemView }) => (
  <>
    <input type="hidden" name="sessionId" value={sessionId} />
    <input type="hidden" name="itemId" value={item.id} />
  </>
);

async function VoteForm({ sessionId, item }: { sessionId: string; item: ItemView }) {
  const t = await getTranslations('sessions');
  return (
    <ActionForm action={vote} aria-label={t('yourVote')} key={item.id} className="mt-2">
      <Keys sessionId={sessionId} item={item} />
      <Field name="vote" label={t('vote')} required group>
        <RadioGroup
          choices={[
            { value: 'FOR', label: <b>{t('votes.FOR')}</b>, hint: t('voteHints.FOR') },
            { value: 'AGAINST', label: <b>{t('votes.AGAINST')}</b>, hint: t('voteHints.AGAINST') },
          ]}
        />
      </Field>
      <Field name="opinion" label={t('opinion')} hint={t('opinionHint')} end={<PhrasePicker />}>
        <TextArea rows={3} />
      </Field>
      <SubmitButton className="max-md:w-full">{t('castVote')}</SubmitButton>
    </ActionForm>
  );
}

async function RecuseForm({ sessionId, item }: { sessionId: string; item: ItemView }) {
  const t = await getTranslations('sessions');
  return (
    <div className="mt-3 border-t border-rule pt-3">
      <ConfirmDialog trigger={t('recuse')} title={t('recuse')} description={t('recuseText')}>
        <ActionForm action={standAside} aria-label={t('recuse')}>
          <Keys sessionId={sessionId} item={item} />
          <Field name="statement" label={t('statement')} required>
            <TextArea rows={3} />
          </Field>
          <SubmitButton>{t('recuseSubmit')}</SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}

async function SettlePanel({ view, item, targets }: Pick<Props, 'view' | 'item' | 'targets'>) {
  const t = await getTranslations('sessions');
  const locale = await getLocale();
  const { outcome, remaining, hasQuorum, quorum, voters } = item.tally;
  const waitingFor = view.members
    .filter((row) => remaining.includes(row.userId))
    .map((row) => labelOf(row.name, locale))
    .join(t('separator'));
  const why = !hasQuorum
    ? await describeRefusal({ code: 'SESSION_BELOW_QUORUM', params: { present: voters.length, quorum } })
    : outcome === null
      ? t('waitingFor', { names: waitingFor })
      : t(`outcome.${outcome}`);
  return (
    <ConfirmPanel id="settle" title={t('settle')} why={<p>{why}</p>} className="mb-5">
      {outcome !== null && (
        <ActionForm action={settle} aria-label={t('settle')} key={item.id} className="mb-3">
          <Keys sessionId={view.session.id} item={item} />
          {outcome === 'APPROVED' ? (
            <input type="hidden" name="result" value="APPROVED" />
          ) : (
            <Field name="result" label={t('result')} required group>
              <RadioGroup
                choices={[
                  { value: 'DECLINED', label: <b>{t('itemStatuses.DECLINED')}</b>, hint: t('resultHints.DECLINED') },
                  {
                    value: 'RETURNED',
                    label: <b>{t('itemStatuses.RETURNED')}</b>,
                    hint: t('resultHints.RETURNED'),
                    children: (
                      <Field name="returnTo" label={t('returnTo')} className="mb-0">
                        <Select width="full" options={targets} placeholder={t('choose')} />
                      </Field>
                    ),
                  },
                ]}
              />
            </Field>
          )}
          <Field name="opinion" label={t('resultOpinion')} required={outcome !== 'APPROVED'} end={<PhrasePicker />}>
            <TextArea rows={3} />
          </Field>
          <SubmitButton className="max-md:w-full">
            {t(outcome === 'APPROVED' ? 'settleApproved' : 'settleRejected')}
          </SubmitButton>
        </ActionForm>
      )}
      <RemoveForm sessionId={view.session.id} item={item} />
    </ConfirmPanel>
  );
}

/** Takes the item off the agenda, with a reason. */
export async function RemoveForm({ sessionId, item }: { sessionId: string; item: ItemView }) {
  const t = await getTranslations('sessions');
  return (
    <ConfirmDialog trigger={t('remove')} title={t('remove')} description={t('removeText')}>
      <ActionForm action={takeOff} aria-label={t('remove')}>
        <Keys sessionId={sessionId} item={item} />
        <Field name="reason" label={t('reason')} required>
          <TextArea rows={3} />
        </Field>
        <SubmitButton>{t('removeSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmDialog>
  );
}
