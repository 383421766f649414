import { storedBody } from '@/domain/definition-body';
import type { DefinitionSection } from '@/domain/definition-sections';
import type { ProgrammeBodyInput } from '@/domain/programme';
import { useDefinitionWords } from '../definition-words';
import { formNodes } from '../form-nodes';
import type { DefinitionView } from '../queries';
import { SectionForm } from './section-form';

/** The form for one part of a draft, in the reader's words. */
export function SectionEditor({ definition, section }: { definition: DefinitionView; section: DefinitionSection }) {
  const words = useDefinitionWords();
  const values: ProgrammeBodyInput = storedBody(definition.body);
  return (
    <SectionForm
      definitionId={definition.id}
      revision={definition.revision}
      section={section}
      title={words.t(`sections.${section}`)}
      nodes={formNodes(section, words)}
      values={values as unknown as Record<string, unknown>}
    />
  );
}
