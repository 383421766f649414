import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { DateInput, TextArea } from '@/components/ui/inputs';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { describeRefusal } from '@/server/refusal-text';
import { answerRequest, recordRequest } from '../actions';
import { type DataRequestRow, findHouseholdRequests, type HouseholdRequests } from '../queries';
import { REQUEST_MATTERS } from '../schema';
import { ErasedNotes } from './erased-note';

/** What a household asked about its own data, with the answers; recorded and answered here. */
export async function DataRequests({ actor, householdId, today }: { actor: Actor; householdId: string; today: Day }) {
  const view = await findHouseholdRequests(actor, householdId, today);
  if (!view) return null;
  const t = await getTranslations('retention');
  return (
    <Section>
      <SectionHead note={t('requests.note')}>{t('requests.title')}</SectionHead>
      <ErasedNotes notes={view.erased} />
      {view.requests.length === 0 ? (
        <p className="text-sm text-ink-2">{t('requests.none')}</p>
      ) : (
        <RequestTable view={view} />
      )}
      {view.mayRecord && <RecordForm householdId={householdId} today={today} />}
    </Section>
  );
}

async function RequestTable({ view }: { view: HouseholdRequests }) {
  const t = await getTranslations('retention');
  const locale = await getLocale();
  const kept = view.kept && (await describeRefusal(view.kept));
  return (
    <Table caption={t('requests.title')}>
      <thead>
        <tr>
          <Th>{t('requests.matter')}</Th>
          <Th>{t('requests.receivedOn')}</Th>
          <Th>{t('requests.text')}</Th>
          <Th>{t('requests.answer')}</Th>
          <Th>{t('requests.person')}</Th>
        </tr>
      </thead>
      <tbody>
        {view.requests.map((row) => {
          const person = row.answeredBy ?? row.recordedBy;
          return (
            <tr key={row.id}>
              <RowHead phone="title">{t(`requests.matters.${row.matter}`)}</RowHead>
              <Td phone="title-end">{row.receivedOn}</Td>
              <Td phone="line" label={t('requests.text')} className="whitespace-pre-line">
                {row.text}
              </Td>
              <Td phone="line" label={t('requests.answer')}>
                <Status tone={row.outcome === null ? 'amber' : 'grey'} hollow={row.outcome === null}>
                  {t(row.outcome === null ? 'requests.open' : `requests.outcomes.${row.outcome}`)}
                </Status>
                {row.answer !== null && <p className="whitespace-pre-line text-sm">{row.answer}</p>}
                {row.outcome === null && view.mayAnswer && <AnswerForm row={row} kept={kept} />}
              </Td>
              <Td phone="line" label={t('requests.person')}>
                {person ? labelOf(person, locale) : MISSING}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

async function AnswerForm({ row, kept }: { row: DataRequestRow; kept: string | null }) {
  const t = await getTranslations('retention');
  const isErasure = row.matter === 'ERASURE';
  return (
    <ActionForm
      action={answerRequest}
      aria-label={t('requests.answerTitle', { day: row.receivedOn })}
      className="screen-only mt-2"
    >
      <input type="hidden" name="dataRequestId" value={row.id} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('requests.send')}</summary>
        <div className="mt-3 max-w-120">
          {isErasure && kept && (
            <SayBar tone="amber" className="mb-3" detail={kept}>
              {t('requests.keptNow')}
            </SayBar>
          )}
          {!isErasure && <p className="mb-3 text-sm text-ink-2">{t('requests.correctHow')}</p>}
          <Field name="outcome" label={t('requests.outcome')} group required>
            <RadioGroup
              choices={[
                {
                  value: 'GRANTED',
                  label: t(isErasure ? 'requests.grantedErasure' : 'requests.outcomes.GRANTED'),
                  disabled: isErasure && kept !== null,
                },
                { value: 'REFUSED', label: t('requests.outcomes.REFUSED') },
              ]}
            />
          </Field>
          <Field name="answer" label={t('requests.answer')} hint={t('requests.answerHint')} required>
            <TextArea rows={3} maxLength={500} />
          </Field>
          <SubmitButton>{t('requests.send')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}

async function RecordForm({ householdId, today }: { householdId: string; today: Day }) {
  const t = await getTranslations('retention');
  return (
    <ActionForm
      action={recordRequest}
      aria-label={t('requests.recordTitle')}
      className="screen-only mt-3"
      resetOnSuccess
    >
      <input type="hidden" name="householdId" value={householdId} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>
          {t('requests.record')}
        </summary>
        <div className="mt-3 max-w-120">
          <Field name="matter" label={t('requests.matter')} group required>
            <RadioGroup choices={REQUEST_MATTERS.map((value) => ({ value, label: t(`requests.matters.${value}`) }))} />
          </Field>
          <Field name="receivedOn" label={t('requests.receivedOn')} required>
            <DateInput defaultValue={today} />
          </Field>
          <Field name="text" label={t('requests.text')} hint={t('requests.textHint')} required>
            <TextArea rows={3} maxLength={500} />
          </Field>
          <SubmitButton>{t('requests.record')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
