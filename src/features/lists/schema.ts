import * as z from 'zod';
import { PAGE_SIZES } from '@/domain/list-paging';
import { DENSITIES, LIST_NAMES } from '@/domain/lists';
import { ROLES } from '@/domain/permissions';
import { choiceField, idField, optional, textField } from '@/features/form-fields';

const several = z
  .unknown()
  .optional()
  .transform((value) =>
    [value]
      .flat()
      .filter((entry): entry is string => typeof entry === 'string')
      .slice(0, 40),
  );

const listField = choiceField(LIST_NAMES);
// The query part of an address of the list; read anew when it is opened, so anything odd in it finds nothing.
const queryField = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' ? value.replace(/^\?/, '').slice(0, 2_000) : ''));

/** `columns` ticked in the order of `places`, which are `column:number` pairs typed by the person. */
export const settingSchema = z
  .looseObject({
    list: listField,
    columns: several,
    density: choiceField(DENSITIES),
    pageSize: choiceField(PAGE_SIZES.map(String)),
  })
  .transform(({ list, columns, density, pageSize, ...places }) => {
    const placeOf = (column: string) => {
      const place = Number((places as Record<string, unknown>)[`place.${column}`]);
      return Number.isFinite(place) ? place : 0;
    };
    const ordered = columns
      .map((column, index) => ({ column, index, place: placeOf(column) }))
      .sort((a, b) => a.place - b.place || a.index - b.index);
    return { list, density, pageSize: Number(pageSize), columns: ordered.map(({ column }) => column) };
  });

export const viewSchema = z.object({
  list: listField,
  name: textField(40),
  query: queryField,
  /** a role of one's organisation, or nothing for oneself */
  role: optional(choiceField(ROLES)),
});

export const renameSchema = z.object({ viewId: idField, name: textField(40) });
export const viewIdSchema = z.object({ viewId: idField });
export const defaultViewSchema = z.object({ list: listField, viewId: optional(idField) });
