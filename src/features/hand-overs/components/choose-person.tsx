import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/inputs';
import { SearchForm, SearchInput } from '@/components/ui/search-form';
import { labelOf } from '@/i18n/label';
import type { Person } from '../people-queries';

/** People as choices: name, roles, organisation, and whether the account is shut. */
async function optionsOf(people: readonly Person[]) {
  const t = await getTranslations('hand-overs');
  const roles = await getTranslations('roles');
  const locale = await getLocale();
  return people.map((person) => ({
    value: person.id,
    label: t(person.active ? 'person' : 'personShut', {
      name: labelOf(person.name, locale),
      roles: person.roles.map((role) => roles(role)).join(t('separator')),
      organisation: labelOf(person.organisation, locale),
    }),
  }));
}

/** A step of the way to a hand-over: one choice, kept in the address. */
export async function ChoosePerson({
  name,
  label,
  people,
  chosen,
  children,
}: {
  name: 'from' | 'to';
  label: string;
  people: readonly Person[];
  chosen: string | null;
  /** hidden fields: what was chosen before */
  children?: ReactNode;
}) {
  const t = await getTranslations('hand-overs');
  return (
    <form action="/hand-overs/new" className="my-3 flex flex-wrap items-end gap-2" aria-label={label}>
      {children}
      <label className="flex flex-col gap-1 text-sm text-ink-2 max-md:w-full" htmlFor={`choose-${name}`}>
        {label}
        <Select
          id={`choose-${name}`}
          name={name}
          width="long"
          required
          placeholder={t('choose')}
          defaultValue={chosen ?? ''}
          options={await optionsOf(people)}
        />
      </label>
      <Button type="submit">{t('next')}</Button>
    </form>
  );
}

/** Finds a person whose work is to go, where there are more than a list can hold. */
export async function FindPerson({ query }: { query: string }) {
  const t = await getTranslations('hand-overs');
  return (
    <SearchForm path="/hand-overs/new" className="my-3 flex flex-wrap items-center gap-2">
      <SearchInput width="medium" aria-label={t('find')} placeholder={t('find')} value={query} />
      <Button type="submit">{t('search')}</Button>
    </SearchForm>
  );
}
