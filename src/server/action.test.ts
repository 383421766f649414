import { expect, it } from 'vitest';
import * as z from 'zod';
import { textField } from '@/features/form-fields';
import { fieldsOf, typedValues } from './action';

function formOf(entries: [string, string | File][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

it('a field whose name is that of a part of every object changes no object', () => {
  const hostile = formOf([
    ['__proto__', 'x'],
    ['__proto__', 'y'],
    ['constructor', 'z'],
    ['toString', 'w'],
    ['title', 'kept'],
  ]);
  const schema = z.object({ title: textField(20) });
  expect(schema.parse(fieldsOf(hostile))).toEqual({ title: 'kept' });
  expect(schema.parse(typedValues(hostile))).toEqual({ title: 'kept' });
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { 0?: string })[0]).toBeUndefined();
  expect(String({})).toBe('[object Object]');
});

it('a name sent twice is a list, which a field of text takes for nothing', () => {
  const twice = formOf([
    ['title', 'first'],
    ['title', 'second'],
  ]);
  expect(fieldsOf(twice)).toEqual({ title: ['first', 'second'] });
  expect(z.object({ title: textField(20) }).safeParse(fieldsOf(twice)).success).toBe(false);
});

it('a field that no schema names is dropped', () => {
  const form = formOf([
    ['title', 'kept'],
    ['approvedAmountFen', '1'],
  ]);
  expect(z.object({ title: textField(20) }).parse(fieldsOf(form))).toEqual({ title: 'kept' });
});

it('a password and a file never come back with what was typed', () => {
  const form = formOf([
    ['username', 'somebody'],
    ['password', 'secret'],
    ['newPasswordAgain', 'secret'],
    ['file', new File(['x'], 'x.pdf')],
  ]);
  expect(typedValues(form)).toEqual({ username: 'somebody' });
});
