// the core alone: the worker runs without a browser's React, and the package's main door asks for it
import { createTranslator } from 'use-intl/core';
import type { Locale } from './locale';
import { messages } from './messages';

/** The words of one language without a request around them: for files that a job writes. Keys begin with the namespace. */
export function translatorFor(locale: Locale) {
  MADE[locale] ??= make(locale);
  return MADE[locale];
}

const make = (locale: Locale) => createTranslator({ locale, messages: messages[locale], timeZone: 'Asia/Shanghai' });

// One for each language for good: a translator keeps each sentence once it has been taken apart.
const MADE: Partial<Record<Locale, ReturnType<typeof make>>> = {};

export type Translator = ReturnType<typeof translatorFor>;
