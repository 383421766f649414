import type { Locale } from '@/i18n/locale';
import en from '@/i18n/messages/en/help.json';
import zh from '@/i18n/messages/zh-CN/help.json';
import { helpKey, pageAt } from './pages';

const WORDS = { 'zh-CN': zh, en };

/** What the page at an address is for, in two sentences. */
export function sentenceOf(locale: Locale, pathname: string): string {
  const page = pageAt(pathname);
  const { pages, noPage } = WORDS[locale];
  return page === null ? noPage : ((pages as Record<string, string>)[helpKey(page)] ?? noPage);
}
