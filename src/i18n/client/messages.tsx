'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import type { Locale } from '../locale';

const PROVIDERS = {
  'zh-CN': dynamic(() => import('./zh-cn')),
  en: dynamic(() => import('./en')),
} as const satisfies Record<Locale, unknown>;

/**
 * The words of what runs in the browser, as a script of its language that the browser keeps. Handed down with each page,
 * as next-intl does by itself, they were most of every page: 280 kB to write out and to send, each time. Only namespaces
 * that such components use are in it; a test finds the one that is missing.
 */
export function ClientMessages({ locale, children }: { locale: Locale; children: ReactNode }) {
  // Chosen here, in the browser's part: asked for by the server's, both languages would be sent.
  const Provider = PROVIDERS[locale];
  return <Provider>{children}</Provider>;
}
