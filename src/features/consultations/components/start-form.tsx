import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { APPLICANT_KINDS } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { begin } from '../actions';
import type { RegistrationStart } from '../queries';

interface StartFormProps {
  start: RegistrationStart;
  chosen: { programmeId?: string | undefined; kind?: string | undefined; townshipId?: string | undefined };
  /** a registration whose start is changed */
  registrationId?: string | undefined;
}

/** The start: county where there are several (a plain GET), then programme, applicant and township. */
export async function StartForm({ start, chosen, registrationId }: StartFormProps) {
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const known = start.countyId !== null;
  const hasChoice = known && start.programmes.length > 0;
  return (
    <div className="max-w-120">
      <p className="mb-4 text-ink-2">{t('start.intro')}</p>
      {start.counties.length > 1 && !start.project && (
        <form action="/cases/new" aria-label={t('start.county')} className="flex items-end gap-3">
          {registrationId && <input type="hidden" name="registration" value={registrationId} />}
          <Field name="county" label={t('start.county')} required className="grow">
            <Select
              placeholder={t('choose')}
              required
              defaultValue={start.countyId === null ? '' : String(start.countyId)}
              options={start.counties.map((county) => ({ value: String(county.id), label: county.name }))}
            />
          </Field>
          <Button type="submit" variant={hasChoice ? 'default' : 'primary'} className="mb-4.5">
            {t('start.chooseCounty')}
          </Button>
        </form>
      )}
      {known && start.programmes.length === 0 && (
        <EmptyState title={t('start.noProgramme')}>{t('start.noProgrammeNext')}</EmptyState>
      )}
      {hasChoice && (
        <ActionForm action={begin} aria-label={t('title')}>
          {start.project && <input type="hidden" name="projectId" value={start.project.id} />}
          {registrationId && <input type="hidden" name="registrationId" value={registrationId} />}
          <Field name="programmeId" label={t('start.programme')} required>
            <Select
              placeholder={t('choose')}
              defaultValue={chosen.programmeId ?? (start.programmes.length === 1 ? start.programmes[0]?.id : '')}
              options={start.programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }))}
            />
          </Field>
          <Field name="kind" label={t('start.kind')} required>
            <Select
              placeholder={t('choose')}
              defaultValue={chosen.kind ?? ''}
              options={APPLICANT_KINDS.map((value) => ({ value, label: cases(`applicantKinds.${value}`) }))}
            />
          </Field>
          <Field name="townshipId" label={t('start.township')} required>
            <Select
              placeholder={t('choose')}
              defaultValue={chosen.townshipId ?? defaultTownship(start)}
              options={start.townships.map((row) => ({ value: String(row.id), label: row.name }))}
            />
          </Field>
          <SubmitButton>{t('continue')}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}

function defaultTownship({ project, townships }: RegistrationStart): string {
  if (project?.townshipId) return String(project.townshipId);
  return townships.length === 1 ? String(townships[0]?.id) : '';
}
