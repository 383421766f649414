import { readFileSync } from 'node:fs';
import path from 'node:path';

type Words = { [key: string]: string | Words };
type Locale = 'zh-CN' | 'en';

const known = new Map<string, Words>();

function readNamespace(locale: Locale, namespace: string): Words {
  const file = path.resolve(import.meta.dirname, `../../../src/i18n/messages/${locale}/${namespace}.json`);
  let words = known.get(file);
  if (!words) {
    words = JSON.parse(readFileSync(file, 'utf8')) as Words;
    known.set(file, words);
  }
  return words;
}

/**
 * What the page says under a key such as `cases.verbs.accept`, with its plain parameters filled in. Journeys look for
 * these words as people do; a key that is gone fails at once and not as something that was never found.
 */
export function say(key: string, params: Record<string, string | number> = {}, locale: Locale = 'zh-CN'): string {
  const [namespace = '', ...rest] = key.split('.');
  let found: string | Words | undefined = readNamespace(locale, namespace);
  for (const part of rest) found = typeof found === 'object' ? found[part] : undefined;
  if (typeof found !== 'string') throw new Error(`no message ${key} in ${locale}`);
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
