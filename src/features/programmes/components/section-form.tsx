'use client';

import { ActionForm } from '@/components/ui/action-form';
import { SaveBar } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import type { DefinitionSection } from '@/domain/definition-sections';
import { useProgrammeEditWords } from '@/i18n/client/programmes';
import { saveSection } from '../actions';
import type { FormNode } from '../form-nodes';
import { NodeField } from './section-fields';

/** One part of a draft. Saved as a whole; what others saved meanwhile is found by its revision. */
export function SectionForm({
  definitionId,
  revision,
  section,
  title,
  nodes,
  values,
}: {
  definitionId: string;
  revision: number;
  section: DefinitionSection;
  title: string;
  nodes: readonly FormNode[];
  values: Readonly<Record<string, unknown>>;
}) {
  const t = useProgrammeEditWords();
  return (
    <ActionForm action={saveSection} aria-label={title} className="max-w-190">
      <input type="hidden" name="definitionId" value={definitionId} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="section" value={section} />
      {nodes.map((node) => (
        <NodeField key={node.name} node={node} name={node.name} value={values[node.name]} />
      ))}
      <SaveBar>
        <SubmitButton>{t('save')}</SubmitButton>
      </SaveBar>
    </ActionForm>
  );
}
