import { readdirSync } from 'node:fs';
import path from 'node:path';

const PORTAL = path.resolve(import.meta.dirname, '../../../src/app/(portal)');
const SOMETHING = '019a0000-0000-7000-8000-000000000000';

/** Every page behind the sign-in by its address, with an id of nothing where one is asked for. */
export function portalPaths(): string[] {
  return readdirSync(PORTAL, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => `/${path.dirname(file)}`.replace('[verb]', 'accept').replace(/\[\w+\]/g, SOMETHING))
    .sort();
}
