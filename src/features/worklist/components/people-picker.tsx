'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormContext } from '@/components/ui/form-context';

export type PickablePerson = { id: string; name: string; organisation: string; roles: string };

/**
 * Boxes for people with a field that narrows them by name, organisation or role; a ticked one stays in sight. Without
 * JavaScript the whole list stands there. Put inside a `Field group`.
 */
export function PeoplePicker({ name, people }: { name: string; people: readonly PickablePerson[] }) {
  const t = useTranslations('worklist');
  const form = useFormContext();
  const failed = form?.state?.ok === false ? form.state.values?.[name] : undefined;
  const [ticked, setTicked] = useState<readonly string[]>(
    failed === undefined ? [] : typeof failed === 'string' ? [failed] : failed,
  );
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const fits = (person: PickablePerson) =>
    `${person.name} ${person.organisation} ${person.roles}`.toLowerCase().includes(wanted);
  const shown = people.filter((person) => fits(person) || ticked.includes(person.id)).length;
  return (
    <>
      {people.length > 5 && (
        <label className="mb-2 block max-w-120 text-sm">
          {t('copy.search')}
          <input
            type="search"
            className="control block w-full"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            // Enter would send the form with whoever happens to be ticked
            onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          />
        </label>
      )}
      <ul className="max-h-96 max-w-200 overflow-y-auto border-y border-rule">
        {people.map((person) => (
          <li
            key={person.id}
            hidden={!fits(person) && !ticked.includes(person.id)}
            className="border-b border-rule-soft last:border-b-0"
          >
            <label className="flex items-start gap-2 px-1 py-1.5 max-md:py-2.5">
              <input
                type="checkbox"
                className="tick mt-0.75"
                name={name}
                value={person.id}
                checked={ticked.includes(person.id)}
                onChange={(event) =>
                  setTicked((before) =>
                    event.target.checked ? [...before, person.id] : before.filter((id) => id !== person.id),
                  )
                }
              />
              <span>
                {person.name}
                <span className="block text-xs text-ink-2">{`${person.organisation} ${person.roles}`}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="mt-1 text-xs text-ink-3" aria-live="polite">
        {t('copy.shown', { shown, ticked: ticked.length })}
      </p>
    </>
  );
}
