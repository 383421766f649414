'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ActionResult, FormValues } from '@/lib/action-result';
import { canKeep, forgetEntry, keepEntry } from '@/lib/private-store';
import { hiddenNames, readForm } from './form-values';
import { type DraftHead, type SendResult, sendDraft } from './send-draft';
import { differingFields } from './values';

const EVERY_MS = 30_000;

export type Trouble = Exclude<SendResult, { kind: 'SAVED' }>;

export type Stash = { values: FormValues; revision: number };

/** The id under which this device keeps what could not be saved of a form. */
export const stashId = (formKey: string) => `stash:${formKey}`;

async function stash(head: DraftHead, body: Stash): Promise<void> {
  if (canKeep()) await keepEntry(head.writerId, stashId(head.formKey), body, Date.now()).catch(() => undefined);
}

/** The fields of this form, shown ones only, that another window has filled in differently. */
export function differsHere(form: HTMLFormElement, mine: FormValues, theirs: FormValues): string[] {
  const hidden = hiddenNames(form);
  return differingFields(mine, theirs).filter((name) => name in mine && !hidden.includes(name));
}

/**
 * Keeps what is typed into the form inside `box` as a draft: every 30 seconds, when the page is left or hidden, and when
 * asked. Says when it was last kept, and what went wrong; what is typed always stays on the page.
 */
export function useAutosave(
  box: RefObject<HTMLElement | null>,
  head: DraftHead,
  known: { revision: number; savedAt: string | null },
) {
  const revision = useRef(known.revision);
  const dirty = useRef(false);
  const sending = useRef<Promise<void> | null>(null);
  const headRef = useRef(head);
  headRef.current = head;
  const [savedAt, setSavedAt] = useState(known.savedAt);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const formOf = useCallback(() => box.current?.querySelector('form') ?? null, [box]);

  const save = useCallback(async (): Promise<void> => {
    const form = formOf();
    // while the form itself is being sent, a draft of it would outlive it
    if (!form || sending.current || form.getAttribute('aria-busy') === 'true') return;
    dirty.current = false;
    const run = async () => {
      const values = readForm(form);
      let result = await sendDraft(headRef.current, values, revision.current);
      if (result.kind === 'CONFLICT' && result.theirs && differsHere(form, values, result.theirs.values).length === 0)
        result = await sendDraft(headRef.current, values, result.theirs.revision);
      if (result.kind === 'SAVED') {
        revision.current = result.revision;
        setSavedAt(result.savedAt);
        setTrouble(null);
        void forgetEntry(headRef.current.writerId, stashId(headRef.current.formKey)).catch(() => undefined);
        return;
      }
      dirty.current = true;
      // where the server cannot be reached, what is typed outlives the page on this device
      if (result.kind === 'SESSION_ENDED' || result.kind === 'OFFLINE')
        await stash(headRef.current, { values, revision: revision.current });
      setTrouble(result);
    };
    sending.current = run();
    await sending.current;
    sending.current = null;
  }, [formOf]);

  const saveIfDirty = useCallback(() => {
    if (dirty.current) void save();
  }, [save]);

  useEffect(() => {
    const conflicted = trouble?.kind === 'CONFLICT';
    const tick = () => !conflicted && saveIfDirty();
    const timer = setInterval(tick, EVERY_MS);
    for (const name of ['pagehide', 'online', 'focus'] as const) window.addEventListener(name, tick);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      for (const name of ['pagehide', 'online', 'focus'] as const) window.removeEventListener(name, tick);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [saveIfDirty, trouble]);

  // Going on to another page of the portal takes the form away; before that, what stands in it is kept.
  useLayoutEffect(() => saveIfDirty, [saveIfDirty]);

  return {
    savedAt,
    trouble,
    save,
    formOf,
    revisionNow: () => revision.current,
    /** the save that is on its way, if one is; settled once its answer is known here */
    underWay: () => sending.current,
    touch: () => {
      dirty.current = true;
    },
    /** what this page goes on from; the next save overwrites it */
    goOnFrom: async (next: number) => {
      revision.current = next;
      setTrouble(null);
      await save();
    },
    /** the page shows now what another window has saved */
    adopt: (next: number, at: string) => {
      dirty.current = false;
      revision.current = next;
      setSavedAt(at);
      setTrouble(null);
    },
    /** the form was sent, or the draft was thrown away: nothing is left to keep */
    settle: (result?: ActionResult) => {
      if (result && !result.ok) {
        dirty.current = true;
        return;
      }
      void forgetEntry(headRef.current.writerId, stashId(headRef.current.formKey)).catch(() => undefined);
      dirty.current = false;
      revision.current = 0;
      setSavedAt(null);
      setTrouble(null);
    },
  };
}
