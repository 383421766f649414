import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { labelOf } from '@/i18n/label';
import { displayUnit } from '@/server/preferences';
import type { DueDiligenceView } from '../queries';

/** What the system already knows: shown beside the form, never asked again. `unit` where that form has a fixed one. */
export async function KnownFacts({ view, unit }: { view: DueDiligenceView; unit?: AmountUnit }) {
  const t = await getTranslations('due-diligence');
  const common = await getTranslations('common');
  const shown = unit ?? (await displayUnit());
  const locale = await getLocale();
  return (
    <>
      <h2 className="mb-1 font-bold">{t('known.title')}</h2>
      <p className="mb-1.5 text-xs text-ink-3">{t('known.hint')}</p>
      <DataList
        narrow
        facts={[
          { label: t('known.applicant'), value: view.applicantName, source: t('known.fromConsultation') },
          { label: t('known.title2'), value: view.title, source: t('known.fromConsultation') },
          { label: t('known.place'), value: view.place, source: t('known.fromConsultation') },
          { label: t('known.purpose'), value: view.purpose, source: t('known.fromConsultation') },
          {
            label: t('withUnit', { label: t('known.requestedAmount'), unit: common(`unit${shown}`) }),
            value: formatAmount(view.facts.requestedAmountFen, shown),
            source: t('known.fromConsultation'),
          },
          { label: t('known.requestedTerm'), value: view.requestedTermMonths, source: t('known.fromConsultation') },
          { label: t('known.consultedOn'), value: view.consultedOn, source: t('known.fromConsultation') },
          ...view.managers.map((manager) => ({
            label: t(`part.${manager.part}`),
            value: labelOf(manager.name, locale),
            source: t('known.fromAssignment'),
          })),
        ]}
      />
    </>
  );
}
