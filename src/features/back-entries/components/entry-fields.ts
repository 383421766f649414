import 'server-only';
import { getTranslations } from 'next-intl/server';
import type { PaperField } from '@/domain/back-entry-fields';
import type { Day } from '@/domain/calendar';
import type { BackEntryView } from '../queries';
import type { Shown } from '../shown-fields';

/** What each part of the entry's form is drawn from. */
export type PartProps = {
  view: BackEntryView;
  errors: Readonly<Record<string, string>>;
  today: Day;
  /** names of fields that a draft not saved yet fills in: as many rows of money are drawn */
  drafted: readonly string[];
  shown: Shown;
};

/** What every field of this form takes: its name, its word, and what is wrong with it. */
export async function fieldProps({ errors }: PartProps) {
  const t = await getTranslations('back-entries');
  return (name: string, label: string = t(`fields.${name}` as never)) => ({
    name,
    label,
    ...(errors[name] === undefined ? {} : { error: errors[name] }),
  });
}

/** The same for what must be filled in where it is asked, and is only shown to be emptied where it is not. */
export async function askedProps(props: PartProps) {
  const field = await fieldProps(props);
  return (name: PaperField) => ({ ...field(name), required: props.shown.asks(name) });
}
