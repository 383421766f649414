import { useTranslations } from 'next-intl';
import { TaskList } from '@/components/ui/task-list';
import { type DefinitionSection, SECTION_NAMES } from '@/domain/definition-sections';
import type { DefinitionView } from '../queries';

/** The parts of a draft with what is still to be mended in each. */
export function PartList({ definition, current }: { definition: DefinitionView; current?: DefinitionSection }) {
  const t = useTranslations('programmes');
  return (
    <TaskList
      title={t('edit.parts')}
      tasks={SECTION_NAMES.map((name) => {
        const count = definition.faults.filter((fault) => fault.section === name).length;
        return {
          name: t(`sections.${name}`),
          href: `/programmes/${definition.id}/edit/${name}`,
          state: count > 0 ? ('wrong' as const) : ('done' as const),
          word: count > 0 ? t('edit.partFaults', { count }) : t('edit.partFine'),
          current: name === current,
        };
      })}
    />
  );
}
