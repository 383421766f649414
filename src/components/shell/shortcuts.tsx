'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { type Destination, ShortcutList } from './shortcut-list';

/** After `g` the second key must follow within this time. */
const SECOND_KEY_MS = 1_500;
const TYPING = 'input, textarea, select, [contenteditable]';

const isShown = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.offsetParent !== null;

/** The links that open the rows of the page's lists, from top to bottom. */
function rowLinks(): HTMLElement[] {
  const rows = [...document.querySelectorAll('main tbody tr')];
  return rows
    .map((row) => row.querySelector('th a[href], [data-phone="title"] a[href]') ?? row.querySelector('a[href]'))
    .filter(isShown);
}

function moveBy(step: 1 | -1) {
  const links = rowLinks();
  const row = document.activeElement?.closest('tr') ?? null;
  const at = links.findIndex((link) => link.closest('tr') === row);
  const target = links[at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

/** Single-key shortcuts of the portal; not there for whoever switched them off, silent while somebody types. */
export function Shortcuts({ destinations }: { destinations: readonly Destination[] }) {
  const t = useTranslations('shell.shortcuts');
  const router = useRouter();
  const list = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    let pressedG = 0;
    function focusSearch() {
      const fields = document.querySelectorAll('main input[name="q"], main input[type="search"], #search-everything');
      const field = [...fields].find(isShown);
      if (field) field.focus();
      else if (destinations.some(({ href }) => href === '/cases')) router.push('/cases');
    }
    const single: Record<string, () => void> = {
      '?': () => list.current?.showModal(),
      '/': focusSearch,
      j: () => moveBy(1),
      k: () => moveBy(-1),
    };
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING) || document.querySelector('dialog:modal, [role="alertdialog"]')) return;
      const afterG = event.timeStamp - pressedG < SECOND_KEY_MS;
      pressedG = event.key === 'g' ? event.timeStamp : 0;
      const place = afterG ? destinations.find(({ key }) => key === event.key) : undefined;
      const act = place ? () => router.push(place.href) : single[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [destinations, router]);

  return (
    <dialog
      ref={list}
      aria-labelledby="shortcuts-title"
      className="fixed top-[10vh] m-auto mb-0 mt-0 max-h-[80vh] w-105 max-w-[calc(100vw-2rem)] overflow-auto border-0 border-t-3 border-accent bg-paper px-6 pt-4 pb-5 text-ink shadow-pop"
    >
      <h2 id="shortcuts-title" className="mb-2 text-md font-bold">
        {t('title')}
      </h2>
      <ShortcutList destinations={destinations} />
      <p className="mt-2 mb-3 text-sm text-ink-2">{t('note')}</p>
      <Button onClick={() => list.current?.close()}>{t('close')}</Button>
    </dialog>
  );
}
