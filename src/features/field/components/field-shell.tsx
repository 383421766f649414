'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { BrandMark } from '@/components/shell/brand';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Page, Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import { forgetEntry, keepEntry, listEntries } from '@/lib/private-store';
import { CASE_PREFIX, type TakenCase, UNSENT_PREFIX, type Unsent, unsentId } from '../entries';
import { useFieldUser } from '../field-user';
import { FieldForm, type FieldTask } from './field-form';
import { TakenCases } from './taken-cases';
import { UnsentList } from './unsent-list';

/** Work in the field: what was taken along and what waits to be sent. Opens without a network; holds nothing of its own. */
export function FieldShell() {
  const t = useTranslations('field');
  const shell = useTranslations('shell');
  const userId = useFieldUser();
  const [cases, setCases] = useState<TakenCase[]>([]);
  const [unsent, setUnsent] = useState<Unsent[]>([]);
  const [task, setTask] = useState<FieldTask | null>(null);
  /** Said here and not in the list: with the last draft sent the list is gone, the news must stay. */
  const [sent, setSent] = useState<Unsent | null>(null);
  const [failed, setFailed] = useState(false);
  const isOnline = useOnline();

  const load = useCallback(async () => {
    if (!userId) return;
    setCases((await listEntries<TakenCase>(userId, CASE_PREFIX)).map((entry) => entry.body));
    setUnsent((await listEntries<Unsent>(userId, UNSENT_PREFIX)).map((entry) => entry.body));
  }, [userId]);
  useEffect(() => {
    void load();
  }, [load]);

  async function keep(draft: Unsent) {
    if (!userId) return;
    setFailed(false);
    try {
      await keepEntry(userId, unsentId(draft), draft, Date.now());
    } catch {
      // full, or not allowed to keep anything: what is typed stays in the form
      return setFailed(true);
    }
    setTask(null);
    await load();
  }

  async function forget(id: string) {
    if (userId) await forgetEntry(userId, id);
    await load();
  }

  return (
    <>
      <header className="flex h-12 items-center gap-2 border-b-3 border-accent px-(--gutter)">
        <a href="/worklist" aria-label={shell('home')} className="flex items-center gap-2 text-ink no-underline">
          <BrandMark className="text-accent" />
          <span className="font-serif text-lg font-bold">{shell('product')}</span>
        </a>
        <span className="ml-auto text-sm text-ink-2" aria-live="polite">
          {t(isOnline ? 'online' : 'offline')}
        </span>
      </header>
      <main id="main" tabIndex={-1}>
        <Page>
          <h1 className="py-3 font-serif text-xl font-bold">{t('title')}</h1>
          {userId === null && (
            <SayBar tone="amber" detail={<a href="/sign-in?from=/field">{t('signIn')}</a>}>
              {t('nobody')}
            </SayBar>
          )}
          {task && failed && (
            <SayBar tone="red" live className="mb-3">
              {t('keepFailed')}
            </SayBar>
          )}
          {userId && task && (
            <FieldForm task={task} onKeep={(draft) => void keep(draft)} onCancel={() => setTask(null)} />
          )}
          {userId && !task && (
            <>
              <Section aria-labelledby="unsent">
                <SectionHead id="unsent">{t('unsent')}</SectionHead>
                {sent && (
                  <SayBar tone="green" live className="mb-3">
                    {t('sent', { title: sent.title })}
                  </SayBar>
                )}
                {unsent.length === 0 ? (
                  <EmptyState title={t('unsentEmpty')} />
                ) : (
                  <UnsentList
                    userId={userId}
                    drafts={unsent}
                    isOnline={isOnline}
                    onEdit={(draft) => setTask(taskOf(draft, cases))}
                    onDiscard={(draft) => void forget(unsentId(draft))}
                    onSent={(draft) => {
                      setSent(draft);
                      void forget(unsentId(draft));
                    }}
                  />
                )}
              </Section>
              <Section aria-labelledby="taken">
                <SectionHead id="taken">{t('cases')}</SectionHead>
                <TakenCases cases={cases} unsent={unsent} onOpen={setTask} onForget={(id) => void forget(id)} />
              </Section>
            </>
          )}
        </Page>
      </main>
    </>
  );
}

function taskOf(draft: Unsent, cases: readonly TakenCase[]): FieldTask {
  const taken = cases.find((entry) => entry.caseId === draft.caseId);
  const managers = taken?.visit?.managers ?? [];
  return { draft, managers, consultedOn: taken?.visit?.consultedOn ?? '' };
}

function useOnline(): boolean {
  const [isOnline, setIsOnline] = useState(true);
  useEffect(() => {
    const tell = () => setIsOnline(navigator.onLine);
    tell();
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    return () => {
      window.removeEventListener('online', tell);
      window.removeEventListener('offline', tell);
    };
  }, []);
  return isOnline;
}
