import 'server-only';
import { pinyin } from 'pinyin-pro';
import { bigrams, normaliseText } from '@/lib/text';

/** How a name is found: stored beside it at write time, so that 李家沟 answers to `lijiagou`, `ljg` and any two neighbouring characters. */
export type SearchKeys = { pinyin: string; initials: string; bigrams: string[] };

/**
 * Search keys of a name: syllables without tones or spaces, their initials, the distinct pairs of characters; lower case, Latin words and numbers whole.
 * `person` reads the first character as a surname: 单小妮 is `shan`, not `dan`.
 */
export function searchKeys(name: string, { person = false }: { person?: boolean } = {}): SearchKeys {
  const text = normaliseText(name);
  const parts = pinyin(text, {
    type: 'all',
    toneType: 'none',
    v: true,
    nonZh: 'consecutive',
    surname: person ? 'head' : 'off',
  }).map(({ pinyin: syllable, origin, isZh }) => {
    const letters = (isZh ? syllable : origin).toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    return { letters, initial: isZh ? letters.slice(0, 1) : letters };
  });
  return {
    pinyin: parts.map(({ letters }) => letters).join(''),
    initials: parts.map(({ initial }) => initial).join(''),
    bigrams: bigrams(text),
  };
}
