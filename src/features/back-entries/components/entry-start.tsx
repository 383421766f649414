import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/inputs';
import { APPLICANT_KINDS } from '@/domain/stage';
import type { RegistrationStart } from '@/features/consultations/queries';
import { labelOf } from '@/i18n/label';

interface EntryStartProps {
  start: RegistrationStart;
  chosen: { programmeId?: string | undefined; kind?: string | undefined };
}

/** The first step of an entry, a plain GET: county where there are several, then programme, applicant and township. */
export async function EntryStart({ start, chosen }: EntryStartProps) {
  const t = await getTranslations('consultations');
  const cases = await getTranslations('cases');
  const locale = await getLocale();
  const known = start.countyId !== null;
  return (
    <form action="/back-entries/new" className="max-w-120" aria-label={t('title')}>
      <p className="mb-4 text-ink-2">{t('start.intro')}</p>
      {start.counties.length > 1 && (
        <Field name="county" label={t('start.county')} required>
          <Select
            placeholder={t('choose')}
            required
            defaultValue={start.countyId === null ? '' : String(start.countyId)}
            options={start.counties.map((county) => ({ value: String(county.id), label: county.name }))}
          />
        </Field>
      )}
      {known && start.programmes.length === 0 && (
        <EmptyState title={t('start.noProgramme')}>{t('start.noProgrammeNext')}</EmptyState>
      )}
      {known && start.programmes.length > 0 && (
        <>
          <Field name="programme" label={t('start.programme')} required>
            <Select
              placeholder={t('choose')}
              required
              defaultValue={chosen.programmeId ?? (start.programmes.length === 1 ? start.programmes[0]?.id : '')}
              options={start.programmes.map((row) => ({ value: row.id, label: labelOf(row.name, locale) }))}
            />
          </Field>
          <Field name="kind" label={t('start.kind')} required>
            <Select
              placeholder={t('choose')}
              required
              defaultValue={chosen.kind ?? ''}
              options={APPLICANT_KINDS.map((value) => ({ value, label: cases(`applicantKinds.${value}`) }))}
            />
          </Field>
          <Field name="township" label={t('start.township')} required>
            <Select
              placeholder={t('choose')}
              required
              defaultValue={start.townships.length === 1 ? String(start.townships[0]?.id) : ''}
              options={start.townships.map((row) => ({ value: String(row.id), label: row.name }))}
            />
          </Field>
        </>
      )}
      {(!known || start.programmes.length > 0 || start.counties.length > 1) && (
        <Button type="submit" variant="primary">
          {t('continue')}
        </Button>
      )}
    </form>
  );
}
