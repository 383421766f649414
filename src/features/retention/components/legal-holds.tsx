import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { DateInput, TextInput } from '@/components/ui/inputs';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import type { Day } from '@/domain/calendar';
import { MISSING } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import { holdData } from '../actions';
import { findHolds, type Hold } from '../hold-queries';
import type { SubjectRef } from '../subject-queries';

/** The holds on the personal data of an applicant, those that were lifted too; set here by whoever may. */
export async function LegalHolds({ actor, subject, today }: { actor: Actor; subject: SubjectRef; today: Day }) {
  const view = await findHolds(actor, subject);
  if (!view) return null;
  const t = await getTranslations('retention');
  return (
    <Section>
      <SectionHead note={t(subject.householdId === null ? 'holds.entityNote' : 'holds.note')}>
        {t('holds.title')}
      </SectionHead>
      {view.holds.length === 0 ? (
        <p className="text-sm text-ink-2">{t('holds.none')}</p>
      ) : (
        <HoldTable holds={view.holds} />
      )}
      {view.maySet && <SetForm subject={subject} today={today} />}
    </Section>
  );
}

async function HoldTable({ holds }: { holds: readonly Hold[] }) {
  const t = await getTranslations('retention');
  const locale = await getLocale();
  return (
    <Table caption={t('holds.title')}>
      <thead>
        <tr>
          <Th>{t('holds.document')}</Th>
          <Th>{t('holds.state')}</Th>
          <Th>{t('holds.reason')}</Th>
          <Th>{t('holds.setBy')}</Th>
          <Th>{t('holds.liftedBy')}</Th>
        </tr>
      </thead>
      <tbody>
        {holds.map((row) => (
          <tr key={row.id}>
            <RowHead phone="title">
              {row.documentNumber}
              <span className="block text-xs font-normal text-ink-2">{row.documentOn}</span>
            </RowHead>
            <Td phone="title-end" label={t('holds.state')}>
              <Status tone={row.liftedAt ? 'grey' : 'amber'} hollow={row.liftedAt !== null}>
                {t(row.liftedAt ? 'holds.lifted' : 'holds.stands')}
              </Status>
            </Td>
            <Td phone="line" label={t('holds.reason')}>
              {row.reason}
            </Td>
            <Td phone="line" label={t('holds.setBy')}>
              {row.setBy ? labelOf(row.setBy, locale) : MISSING}
              <span className="block text-xs text-ink-2">{formatDayOf(row.setAt)}</span>
            </Td>
            <Td phone="line" label={t('holds.liftedBy')}>
              {row.liftedBy ? labelOf(row.liftedBy, locale) : MISSING}
              {row.liftedAt && <span className="block text-xs text-ink-2">{formatDayOf(row.liftedAt)}</span>}
              {row.liftReason !== null && <span className="block text-sm">{row.liftReason}</span>}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

async function SetForm({ subject, today }: { subject: SubjectRef; today: Day }) {
  const t = await getTranslations('retention');
  return (
    <ActionForm action={holdData} aria-label={t('holds.setTitle')} className="screen-only mt-3" resetOnSuccess>
      <input type="hidden" name="householdId" value={subject.householdId ?? ''} />
      <input type="hidden" name="operatingEntityId" value={subject.operatingEntityId ?? ''} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('holds.set')}</summary>
        <div className="mt-3 max-w-120">
          <Field name="documentNumber" label={t('holds.document')} hint={t('holds.documentHint')} required>
            <TextInput autoComplete="off" maxLength={60} />
          </Field>
          <Field name="documentOn" label={t('holds.documentOn')} required>
            <DateInput defaultValue={today} />
          </Field>
          <Field name="reason" label={t('holds.reason')} hint={t('holds.reasonHint')} required>
            <TextInput autoComplete="off" maxLength={200} />
          </Field>
          <SubmitButton>{t('holds.set')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
