import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { isSealed } from '@/lib/sealed-word';
import { TextInput } from './inputs';

/** Where each search is sent first (app/api/search): a form by GET would put what is typed into the address. */
const SEARCH_ROUTE = '/api/search';

interface SearchFormProps extends Omit<ComponentProps<'form'>, 'action' | 'method'> {
  /** the page that searches; its address then carries the fields, numbers of persons sealed */
  path: string;
}

/** A search whose state is the address. It is posted, so that no typed number of a person reaches an address, log or history. */
export function SearchForm({ path, children, ...rest }: SearchFormProps) {
  return (
    <form method="post" action={SEARCH_ROUTE} {...rest}>
      <input type="hidden" name="searchPath" value={path} />
      {children}
    </form>
  );
}

/** The word of a search as the address has it; a sealed number stays on without being shown, until something else is typed. */
export function SearchInput({
  name = 'q',
  value,
  placeholder,
  ...rest
}: Omit<ComponentProps<typeof TextInput>, 'defaultValue' | 'value'> & { value: string | undefined }) {
  const t = useTranslations('common');
  const hidden = isSealed(value);
  return (
    <>
      {hidden && <input type="hidden" name={`kept.${name}`} value={value} />}
      <TextInput
        name={name}
        autoComplete="off"
        {...rest}
        placeholder={hidden ? t('numberHidden') : placeholder}
        defaultValue={hidden ? '' : (value ?? '')}
      />
    </>
  );
}
