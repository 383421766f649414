'use client';

import { useTranslations } from 'next-intl';
import { type FocusEvent, type KeyboardEvent, useContext, useEffect, useId, useRef, useState } from 'react';
import { FieldContext } from '@/components/ui/form-context';
import { Link } from '@/components/ui/link';

type Phrase = { id: string; text: string };
type Lists = { own: Phrase[]; unit: Phrase[] };
type Loading = Lists | 'loading' | 'failed';

/**
 * Inserts a phrase into the text field beside whose label it stands (the `end` of a `Field`), at the caret. Nothing is
 * chosen beforehand. Without JavaScript it is not there, and the field works as any other.
 */
export function PhrasePicker() {
  const t = useTranslations('phrases');
  const field = useContext(FieldContext);
  const listId = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [ready, setReady] = useState(false);
  const [open, setOpen] = useState(false);
  const [lists, setLists] = useState<Loading>('loading');
  useEffect(() => setReady(true), []);
  if (!ready || field === null) return null;

  async function show() {
    setOpen(true);
    setLists('loading');
    try {
      const answer = await fetch('/api/phrases');
      setLists(answer.ok ? ((await answer.json()) as Lists) : 'failed');
    } catch {
      setLists('failed');
    }
  }

  function insert(text: string) {
    setOpen(false);
    const area = document.getElementById(field?.id ?? '');
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.focus();
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    // forms that save what is typed listen for this
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const choices = [...(box.current?.querySelectorAll<HTMLButtonElement>('[data-phrase]') ?? [])];
    if (!open || choices.length === 0) return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const at = choices.indexOf(document.activeElement as HTMLButtonElement);
    choices[at < 0 ? 0 : Math.min(Math.max(at + step, 0), choices.length - 1)]?.focus();
  }

  function onBlur(event: FocusEvent) {
    if (event.relatedTarget !== null && !box.current?.contains(event.relatedTarget)) setOpen(false);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <div ref={box} className="relative" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        onClick={() => (open ? setOpen(false) : show())}
        className="min-h-6 text-sm text-accent hover:underline max-md:-my-2.5 max-md:min-h-11 max-md:px-1"
      >
        {t('title')}
      </button>
      {open && (
        <div
          id={listId}
          className="absolute top-full right-0 z-10 max-h-80 w-80 max-w-[calc(100vw-3rem)] overflow-y-auto border border-rule-strong bg-paper px-3 py-2 text-base font-normal shadow-pop"
        >
          <Choices lists={lists} onChoose={insert} />
          <Link href="/profile/phrases" target="_blank" className="inline-block py-1.5 text-sm max-md:py-2.75">
            {t('manage')}
          </Link>
        </div>
      )}
    </div>
  );
}

function Choices({ lists, onChoose }: { lists: Loading; onChoose: (text: string) => void }) {
  const t = useTranslations('phrases');
  if (lists === 'loading') return <p role="status">{t('loading')}</p>;
  if (lists === 'failed') return <p role="alert">{t('failed')}</p>;
  if (lists.own.length + lists.unit.length === 0) return <p>{t('nothing')}</p>;
  const groups = [
    { keeper: 'OWN', phrases: lists.own },
    { keeper: 'UNIT', phrases: lists.unit },
  ] as const;
  return groups
    .filter(({ phrases }) => phrases.length > 0)
    .map(({ keeper, phrases }) => (
      <div key={keeper} className="mb-1">
        <p className="text-xs text-ink-3">{t(`heading.${keeper}`)}</p>
        <ul>
          {phrases.map((phrase) => (
            <li key={phrase.id} className="border-b border-rule-soft last:border-b-0">
              <button
                type="button"
                data-phrase=""
                onClick={() => onChoose(phrase.text)}
                className="w-full py-1.5 text-left whitespace-pre-line hover:bg-wash max-md:min-h-11"
              >
                {phrase.text}
              </button>
            </li>
          ))}
        </ul>
      </div>
    ));
}
