import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const src = path.resolve(import.meta.dirname, '..');

it('whatever reads an address asks for a day that a person may mean, not for any day of the calendar', () => {
  const readers = ['app', 'features', 'server'].flatMap((folder) =>
    readdirSync(path.join(src, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => `${folder}/${file}`)
      .filter((file) => /\bisValidDay\b/.test(readFileSync(path.join(src, file), 'utf8'))),
  );
  // a form has words for a day that is none, and others for one that lies too far
  expect(readers).toEqual(['features/form-fields.ts']);
});
