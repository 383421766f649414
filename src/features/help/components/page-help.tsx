'use client';

import { usePathname } from 'next/navigation';
import { useLocale } from 'next-intl';
import { useState } from 'react';
import { closeOnEscape } from '@/components/ui/close-on-escape';
import { Link } from '@/components/ui/link';
import { toLocale } from '@/i18n/locale';

type Said = { pathname: string; sentence: string };
type Props = {
  /** the page that was asked for, and what it is for */
  first: Said;
  words: { thisPage: string; title: string; roles: string; shortcuts: string };
};

/**
 * What the page that is open is for, in two sentences, and the way to more; opens without JavaScript. Of the pages that
 * are opened after the first the sentences are fetched when somebody asks, for they are many.
 */
export function PageHelp({ first, words }: Props) {
  const locale = toLocale(useLocale());
  const pathname = usePathname();
  const [said, say] = useState(first);
  async function fetchSentence() {
    if (said.pathname === pathname) return;
    const { sentenceOf } = await import('../sentence-of');
    say({ pathname, sentence: sentenceOf(locale, pathname) });
  }
  return (
    // The key closes it after each change of page.
    <details
      key={pathname}
      className="group relative self-center text-sm"
      onKeyDown={closeOnEscape}
      onToggle={fetchSentence}
    >
      <summary className="flex min-h-6 items-center text-ink-2 hover:underline max-md:min-h-11 max-md:px-1.5 max-md:text-center md:whitespace-nowrap">
        {words.thisPage}
      </summary>
      <div className="absolute top-full right-0 z-20 mt-4 w-80 max-w-[calc(100vw-2rem)] border border-rule-strong bg-paper px-4 py-3 shadow-pop max-md:fixed max-md:inset-x-4 max-md:top-14 max-md:mt-0 max-md:w-auto">
        <p>{said.pathname === pathname ? said.sentence : null}</p>
        <p className="mt-2 flex flex-wrap gap-x-5 border-t border-rule-soft pt-1.5 [&_a]:py-1.5">
          <Link href="/help">{words.title}</Link>
          <Link href="/help/roles">{words.roles}</Link>
          <Link href="/help/shortcuts">{words.shortcuts}</Link>
        </p>
      </div>
    </details>
  );
}
