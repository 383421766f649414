import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { Actor } from '@/domain/actor';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { displayUnit } from '@/server/preferences';
import { lookAtExposure } from '../actions';
import { type Exposure, listExposure } from '../mutations-exposure';

/** What the applicant owes elsewhere; shown only after a press that records the look. */
export async function ExposurePanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  if (!can(actor, 'exposure.read')) return null;
  const t = await getTranslations('applicants');
  const unit = await displayUnit();
  const exposure = await listExposure(actor, caseId, currentTime());
  return (
    <div>
      <SectionHead id="exposure" note={t('exposure.note')}>
        {t('exposure.title')}
      </SectionHead>
      {exposure === null ? (
        <ActionForm action={lookAtExposure} aria-label={t('exposure.title')}>
          <input type="hidden" name="caseId" value={caseId} />
          <p className="mb-2 text-sm text-ink-2">{t('exposure.consequence')}</p>
          <SubmitButton variant="default">{t('exposure.look')}</SubmitButton>
        </ActionForm>
      ) : (
        <ExposureTable exposure={exposure} unit={unit} />
      )}
    </div>
  );
}

async function ExposureTable({ exposure, unit }: { exposure: Exposure; unit: AmountUnit }) {
  const t = await getTranslations('applicants');
  const common = await getTranslations('common');
  const locale = await getLocale();
  if (exposure.own.length + exposure.others.length === 0) return <p>{t('exposure.none')}</p>;
  const unitName = common(`unit${unit}`);
  return (
    <Table caption={t('exposure.title')}>
      <thead>
        <tr>
          <Th>{t('exposure.columns.institution')}</Th>
          <Th>{t('exposure.columns.programme')}</Th>
          <Th>{t('exposure.columns.case')}</Th>
          <Th num>{t('exposure.columns.outstanding', { unit: unitName })}</Th>
          <Th num>{t('exposure.columns.approved', { unit: unitName })}</Th>
          <Th num>{t('exposure.columns.total', { unit: unitName })}</Th>
        </tr>
      </thead>
      <tbody>
        {exposure.own.map((row) => (
          <tr key={row.id}>
            <RowHead>{labelOf(row.financier, locale)}</RowHead>
            <Td label={t('exposure.columns.programme')}>{labelOf(row.programme, locale)}</Td>
            <Td label={t('exposure.columns.case')}>
              <Link className="case-link" href={`/cases/${row.id}`}>
                {row.reference}
              </Link>
            </Td>
            <Td num label={t('exposure.columns.outstanding', { unit: unitName })}>
              {formatAmount(row.outstandingFen, unit)}
            </Td>
            <Td num label={t('exposure.columns.approved', { unit: unitName })}>
              {formatAmount(row.approvedFen, unit)}
            </Td>
            <Td num label={t('exposure.columns.total', { unit: unitName })}>
              {formatAmount(row.outstandingFen + row.approvedFen, unit)}
            </Td>
          </tr>
        ))}
        {exposure.others.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines without a name or an id, never reordered
          <tr key={index}>
            <RowHead>{t('exposure.otherInstitution')}</RowHead>
            <Td label={t('exposure.columns.programme')}>{labelOf(row.programme, locale)}</Td>
            <Td phone="hide">{formatAmount(null, unit)}</Td>
            <Td num phone="hide">
              {formatAmount(null, unit)}
            </Td>
            <Td num phone="hide">
              {formatAmount(null, unit)}
            </Td>
            <Td num label={t('exposure.columns.total', { unit: unitName })}>
              {formatAmount(row.totalFen, unit)}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
