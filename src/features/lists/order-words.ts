import { LISTS, type ListName } from '@/domain/lists';
import type { Translator } from '@/i18n/translator';

/** Every order of a list as the choices of a select: on phones, where no heads can be pressed, the only way to sort. */
export function orderChoices(list: ListName, t: Translator): { value: string; label: string }[] {
  return Object.keys(LISTS[list].sorts).flatMap((sort) =>
    (['descending', 'ascending'] as const).map((order) => ({
      value: `${order === 'descending' ? '-' : ''}${sort}`,
      label: `${t(`lists.sorts.${sort}` as never)} ${t(`lists.order.${order}`)}`,
    })),
  );
}
