'use client';

import { useTranslations } from 'next-intl';
import {
  type ComponentProps,
  createContext,
  type FormEvent,
  type KeyboardEvent,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { ActionForm } from '@/components/ui/action-form';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SayBar } from '@/components/ui/say-bar';
import type { FormValues } from '@/lib/action-result';
import { formatInstant } from '@/lib/format-day';
import { findEntry } from '@/lib/private-store';
import { hiddenNames, REVISION_NAME, readForm } from '../form-values';
import { type DraftHead, dropDraft } from '../send-draft';
import { type Stash, stashId, useAutosave } from '../use-autosave';
import { DraftTrouble } from './draft-trouble';

export type KnownDraft = { revision: number; savedAt: string; values: FormValues };

interface AutosavedFormProps extends Omit<ComponentProps<typeof ActionForm>, 'restored' | 'onResult'> {
  head: DraftHead;
  /** the draft of this form that the server has */
  known: KnownDraft | null;
  /** the draft is the whole and not something left over: no word about restoring it */
  quiet?: boolean;
}

const SavedContext = createContext<{ savedAt: string | null; failed: boolean }>({ savedAt: null, failed: false });

/** An ActionForm that keeps what is typed: by itself, on Ctrl+S and when the page is left; starts from the draft there is. */
export function AutosavedForm({ head, known, quiet = false, children, ...form }: AutosavedFormProps) {
  const t = useTranslations('drafts');
  const box = useRef<HTMLDivElement>(null);
  const [restored, setRestored] = useState<FormValues>(known?.values ?? {});
  const [round, setRound] = useState(0);
  const [isRestored, setIsRestored] = useState(known !== null && !quiet);
  const [hasMoved, setHasMoved] = useState(false);
  const autosave = useAutosave(box, head, { revision: known?.revision ?? 0, savedAt: known?.savedAt ?? null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: compared once, with the draft that the page came with
  useEffect(() => {
    const drawn = autosave.formOf();
    if (!drawn || !isRestored) return;
    const now = readForm(drawn);
    setHasMoved(
      hiddenNames(drawn).some(
        (name) => /^(version|revision)$/.test(name) && restored[name] !== undefined && restored[name] !== now[name],
      ),
    );
  }, []);

  // What could not be saved before the page was left is on this device: it comes back and is saved now.
  const resumed = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for once, when the page opens
  useEffect(() => {
    void findEntry<Stash>(head.writerId, stashId(head.formKey))
      .then((kept) => {
        if (!kept) return;
        resumed.current = kept.body.revision;
        drawAnew({ ...restored, ...kept.body.values });
      })
      .catch(() => undefined);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only once the form is drawn anew
  useEffect(() => {
    const revision = resumed.current;
    resumed.current = null;
    if (revision !== null) void autosave.goOnFrom(revision);
  }, [round]);

  function drawAnew(values: FormValues) {
    setRestored(values);
    setRound((n) => n + 1);
  }

  async function discard() {
    if (!(await dropDraft(head))) return;
    autosave.settle();
    setIsRestored(false);
    setHasMoved(false);
    drawAnew({});
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // a form with a draft button of its own has answered already
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    void autosave.save();
  }

  function onSubmit(event: FormEvent<HTMLDivElement>) {
    const form = event.target as HTMLFormElement;
    const underWay = autosave.underWay();
    if (underWay) {
      // Its answer brings the revision that the form goes on from: sent before it, the form would meet its own draft.
      event.preventDefault();
      event.stopPropagation();
      const { submitter } = event.nativeEvent as SubmitEvent;
      void underWay.then(() => form.requestSubmit(submitter?.isConnected ? submitter : null));
      return;
    }
    const carried = form.querySelector<HTMLInputElement>(`input[name=${REVISION_NAME}]`);
    if (carried) carried.value = String(autosave.revisionNow());
  }

  return (
    <SavedContext.Provider value={{ savedAt: autosave.savedAt, failed: autosave.trouble !== null }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears what the form inside is told */}
      <div
        ref={box}
        onInput={autosave.touch}
        onChange={autosave.touch}
        onKeyDown={onKeyDown}
        onSubmitCapture={onSubmit}
      >
        {isRestored && known && (
          <SayBar
            tone={hasMoved ? 'amber' : 'accent'}
            className="mb-4"
            detail={
              <span className="flex flex-wrap items-center gap-3">
                {hasMoved && <span>{t('moved')}</span>}
                <ConfirmDialog
                  trigger={t('discard')}
                  triggerVariant="text"
                  title={t('discardTitle')}
                  description={t('discardNote')}
                >
                  <Button variant="danger" onClick={discard}>
                    {t('discard')}
                  </Button>
                </ConfirmDialog>
              </span>
            }
          >
            {t('restored', { at: formatInstant(new Date(known.savedAt)) })}
          </SayBar>
        )}
        {autosave.trouble && (
          <DraftTrouble
            trouble={autosave.trouble}
            href={head.href}
            form={autosave.formOf()}
            onKeepMine={(revision) => void autosave.goOnFrom(revision)}
            onTakeTheirs={(theirs) => {
              autosave.adopt(theirs.revision, theirs.savedAt);
              drawAnew({ ...restored, ...theirs.values });
            }}
          />
        )}
        <ActionForm key={round} {...form} restored={restored} onResult={autosave.settle}>
          {children}
        </ActionForm>
      </div>
    </SavedContext.Provider>
  );
}

/** When the form around it was last kept by itself; stands beside its buttons. */
export function SavedMark() {
  const t = useTranslations('common');
  const drafts = useTranslations('drafts');
  const { savedAt, failed } = useContext(SavedContext);
  const time = savedAt && formatInstant(new Date(savedAt)).slice(11);
  return (
    <span className="ml-auto text-xs text-ink-3" aria-live="polite">
      {failed ? drafts('notSaved') : time && t('autosaved', { time })}
    </span>
  );
}
