import { getLocale, getTranslations } from 'next-intl/server';
import { DataList } from '@/components/ui/data-list';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { labelOf } from '@/i18n/label';
import { formatDayOf } from '@/lib/format-day';
import type { DueDiligenceView } from '../queries';

/** Who investigates, and who has stepped back. */
export async function ManagersSection({ view }: { view: DueDiligenceView }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  return (
    <Section aria-labelledby="managers">
      <SectionHead id="managers">{t('managers')}</SectionHead>
      {view.managers.length < 2 && (
        <SayBar tone="amber" className="mb-2.5">
          {t('managersMissing')}
        </SayBar>
      )}
      <DataList
        facts={[
          ...view.managers.map((manager) => ({
            label: t(`part.${manager.part}`),
            value: labelOf(manager.name, locale),
            note: t('assignedOn', { day: formatDayOf(manager.assignedAt) }),
          })),
          ...view.conflicts.map((conflict) => ({
            label: t('recused'),
            value: labelOf(conflict.name, locale),
            note: formatDayOf(conflict.declaredAt),
          })),
        ]}
      />
    </Section>
  );
}
