'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { SayBar } from '@/components/ui/say-bar';
import { Table, Td, Th } from '@/components/ui/table';
import { formatInstant } from '@/lib/format-day';
import { labelOfField, readForm, wordsOfValue } from '../form-values';
import type { OtherDraft } from '../send-draft';
import { differsHere, type Trouble } from '../use-autosave';

interface DraftTroubleProps {
  trouble: Trouble;
  /** the page of the form, to come back to */
  href: string;
  form: HTMLFormElement | null;
  onKeepMine: (revision: number) => void;
  onTakeTheirs: (theirs: OtherDraft) => void;
}

/** Why what is typed could not be kept, and what to do; where two windows disagree, both are shown to choose from. */
export function DraftTrouble({ trouble, href, form, onKeepMine, onTakeTheirs }: DraftTroubleProps) {
  const t = useTranslations('drafts');
  if (trouble.kind === 'SESSION_ENDED')
    return (
      <SayBar
        tone="amber"
        live
        className="mb-4"
        detail={<a href={`/sign-in?from=${encodeURIComponent(href)}`}>{t('signInAgain')}</a>}
      >
        {t('sessionEnded')}
      </SayBar>
    );
  if (trouble.kind !== 'CONFLICT')
    return (
      <SayBar tone="amber" live className="mb-4" detail={t(trouble.kind === 'OFFLINE' ? 'offlineNext' : 'refusedNext')}>
        {trouble.kind === 'OFFLINE' ? t('offline') : trouble.message}
      </SayBar>
    );
  const { theirs } = trouble;
  if (!theirs)
    return (
      <SayBar
        tone="amber"
        live
        className="mb-4"
        detail={
          <Button size="small" onClick={() => onKeepMine(0)}>
            {t('keepHere')}
          </Button>
        }
      >
        {t('goneElsewhere')}
      </SayBar>
    );
  return (
    <section aria-labelledby="draft-conflict" className="mb-4 border-t-3 border-amber bg-wash px-4 pt-2.5 pb-3.5">
      <h2 id="draft-conflict" role="alert" className="mb-2 text-md font-bold">
        {t('conflict', { at: formatInstant(new Date(theirs.savedAt)) })}
      </h2>
      {form && (
        <Table caption={t('conflictCaption')}>
          <thead>
            <tr>
              <Th>{t('columnField')}</Th>
              <Th>{t('columnHere')}</Th>
              <Th>{t('columnThere')}</Th>
            </tr>
          </thead>
          <tbody>
            {differsHere(form, readForm(form), theirs.values).map((name) => (
              <tr key={name}>
                <Td phone="title">{labelOfField(form, name)}</Td>
                <Td label={t('columnHere')}>{wordsOfValue(form, name, readForm(form)[name]) || t('nothing')}</Td>
                <Td label={t('columnThere')}>{wordsOfValue(form, name, theirs.values[name]) || t('nothing')}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <p className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => onKeepMine(theirs.revision)}>{t('keepMine')}</Button>
        <Button onClick={() => onTakeTheirs(theirs)}>{t('takeTheirs')}</Button>
      </p>
    </section>
  );
}
