import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { TextArea } from '@/components/ui/inputs';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor, Label } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { labelOf } from '@/i18n/label';
import { answer, cancel } from '../actions';
import { getOpinions, type OpinionRow } from '../queries';

const TONES = { ASKED: 'amber', ANSWERED: 'green', OBJECTED: 'red', CANCELLED: 'grey' } as const;

/** On the case: who was asked for an opinion or a signature, what they said, and the form for who is asked. */
export async function OpinionPanel({ actor, caseId, now }: { actor: Actor; caseId: string; now: Date }) {
  const view = await getOpinions(actor, caseId, dayOf(now));
  if (!view || (view.rows.length === 0 && view.offers.length === 0)) return null;
  const t = await getTranslations('colleagues');
  return (
    <section aria-labelledby="opinions" className="screen-only mt-5">
      <SectionHead id="opinions">{t('opinions')}</SectionHead>
      <ul>
        {view.rows.map((row) => (
          <Request key={row.id} row={row} />
        ))}
      </ul>
      {view.offers.length > 0 && (
        <Link href={`/cases/${caseId}/opinions/new`} className="inline-flex min-h-8 items-center max-md:min-h-11">
          {t(view.offers.length > 1 ? 'askOrSign' : 'ask')}
        </Link>
      )}
    </section>
  );
}

async function Request({ row }: { row: OpinionRow }) {
  const t = await getTranslations('colleagues');
  const locale = await getLocale();
  const name = (label: Label | null) => (label ? labelOf(label, locale) : '--');
  return (
    <li className="border-b border-rule-soft py-2 text-sm last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <b>{t('line', { kind: t(`kinds.${row.kind}`), name: name(row.askedOf) })}</b>
        <Status tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</Status>
      </div>
      <p className="text-ink-2">{t('askedBy', { name: name(row.askedBy), due: row.dueOn })}</p>
      <p>{row.question}</p>
      {row.answer && <p className="mt-1">{t('answerLine', { text: row.answer })}</p>}
      {row.mayAnswer && <AnswerForm row={row} />}
      {row.mayCancel && (
        <ActionForm action={cancel} aria-label={t('cancelOf', { name: name(row.askedOf) })}>
          <input type="hidden" name="requestId" value={row.id} />
          <SubmitButton variant="text">{t('cancel')}</SubmitButton>
        </ActionForm>
      )}
    </li>
  );
}

async function AnswerForm({ row }: { row: OpinionRow }) {
  const t = await getTranslations('colleagues');
  const signs = row.kind === 'SIGN_BEFORE';
  return (
    <ActionForm action={answer} aria-label={t('answerForm')} className="mt-2">
      <input type="hidden" name="requestId" value={row.id} />
      {signs ? (
        <Field name="outcome" label={t('outcome')} required group>
          <RadioGroup
            choices={[
              { value: 'ANSWERED', label: t('outcomes.ANSWERED') },
              { value: 'OBJECTED', label: t('outcomes.OBJECTED') },
            ]}
          />
        </Field>
      ) : (
        <input type="hidden" name="outcome" value="ANSWERED" />
      )}
      <Field name="answer" label={t('answer')} required>
        <TextArea rows={3} />
      </Field>
      <SubmitButton>{t('send')}</SubmitButton>
    </ActionForm>
  );
}
