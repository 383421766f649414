'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useRestored } from '@/components/ui/form-context';
import { Select, TextInput } from '@/components/ui/inputs';
import { CONDITION_GATES, type ProposedCondition } from '@/domain/due-diligence-report';
import { useDueDiligenceWords } from '@/i18n/client/due-diligence';
import { conditionName, MAX_CONDITIONS } from '../field-names';

/** Proposed conditions and the step that each would block; a row without text is left out. */
export function ConditionRows({ conditions }: { conditions: readonly ProposedCondition[] }) {
  const t = useDueDiligenceWords();
  const restored = useRestored();
  const drafted = Array.from({ length: MAX_CONDITIONS }, (_, index) => restored[conditionName(index, 'text')]);
  const filled = Math.max(conditions.length, drafted.findLastIndex((text) => Boolean(text)) + 1);
  const [count, setCount] = useState(Math.min(filled + 1, MAX_CONDITIONS));
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
        <div key={index} className="md:grid md:grid-cols-[minmax(0,1fr)_12rem] md:gap-x-4">
          <Field name={conditionName(index, 'text')} label={t('conditionText', { number: index + 1 })}>
            <TextInput width="full" defaultValue={conditions[index]?.text} />
          </Field>
          <Field name={conditionName(index, 'gate')} label={t('conditionGate', { number: index + 1 })}>
            <Select
              width="full"
              defaultValue={conditions[index]?.gate ?? 'CONTRACT'}
              options={CONDITION_GATES.map((gate) => ({ value: gate, label: t(`gate.${gate}`) }))}
            />
          </Field>
        </div>
      ))}
      {count < MAX_CONDITIONS && (
        <Button size="small" className="mb-4.5" onClick={() => setCount(count + 1)}>
          {t('addCondition')}
        </Button>
      )}
    </>
  );
}
