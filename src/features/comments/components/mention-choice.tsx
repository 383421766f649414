'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';

export type MentionPerson = { id: string; name: string; organisation: string };

// From here on a list is searched rather than read.
const LONG_LIST = 8;

/** Whom a comment calls, out of those who can see the case: folded, and in a long list found by a part of name or office. */
export function MentionChoice({ people }: { people: readonly MentionPerson[] }) {
  const t = useTranslations('comments');
  const searchId = useId();
  const [wanted, setWanted] = useState('');
  const part = wanted.trim().toLowerCase();
  const isFound = (person: MentionPerson) => `${person.name} ${person.organisation}`.toLowerCase().includes(part);
  return (
    <details className="mb-4.5">
      <summary className="inline-flex min-h-6 items-center text-sm text-accent max-md:min-h-11">{t('mention')}</summary>
      <Field name="mentions[]" label={t('mentionWho')} hint={t('mentionHint')} group className="mt-2">
        {people.length > LONG_LIST && (
          <p className="mb-1.5 flex flex-wrap items-center gap-2 text-sm">
            <label htmlFor={searchId}>{t('mentionSearch')}</label>
            <input
              id={searchId}
              type="text"
              className="control w-58 max-md:w-full"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </p>
        )}
        <div className="max-h-60 overflow-y-auto border border-rule px-2.5 py-1">
          {people.filter(isFound).length === 0 && <p className="text-sm text-ink-2">{t('mentionNobody')}</p>}
          {people.map((person) => (
            // hidden, not taken away: who was ticked stays ticked
            <div key={person.id} hidden={!isFound(person)}>
              <CheckboxGroup
                choices={[
                  {
                    value: person.id,
                    label: (
                      <>
                        {person.name} <span className="text-sm text-ink-2">{person.organisation}</span>
                      </>
                    ),
                  },
                ]}
              />
            </div>
          ))}
        </div>
      </Field>
    </details>
  );
}
