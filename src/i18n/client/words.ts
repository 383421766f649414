import { useLocale, type useTranslations } from 'next-intl';
import { createTranslator } from 'use-intl/core';
import type { Locale } from '../locale';

type Namespaces = Parameters<typeof useTranslations>[0];

/**
 * The words of one feature for its components in the browser, as `useTranslations` gives them. They come with the
 * script of the pages that use them, in both languages; what every page needs is in ./zh-cn.tsx and ./en.tsx.
 */
export function wordsFrom<Namespace extends NonNullable<Namespaces>>(
  namespace: Namespace,
  messages: Record<Locale, object>,
): () => ReturnType<typeof useTranslations<Namespace>> {
  const [file = ''] = namespace.split('.');
  const made = new Map<Locale, ReturnType<typeof useTranslations<Namespace>>>();
  return () => {
    const locale = useLocale() as Locale;
    const known = made.get(locale);
    if (known) return known;
    const options = { locale, namespace, messages: { [file]: messages[locale] }, timeZone: 'Asia/Shanghai' };
    // by its types it wants the words of all namespaces
    const words = createTranslator(options as never) as ReturnType<typeof useTranslations<Namespace>>;
    made.set(locale, words);
    return words;
  };
}
