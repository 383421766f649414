import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Pager } from '@/components/ui/pager';
import type { Actor } from '@/domain/actor';
import { WITHDRAW_MINUTES } from '@/domain/comment';
import { can } from '@/domain/permissions';
import { listPeopleOfCase } from '@/features/cases/people-queries';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import { currentTime } from '@/server/clock';
import { withdraw } from '../actions';
import { type CommentView, listComments } from '../queries';
import { CommentForm } from './comment-form';

/** What colleagues say about a case, newest first, over them the form for one more. Nothing outside scope. */
export async function CommentPanel({ actor, caseId, after }: { actor: Actor; caseId: string; after?: string }) {
  const page = await listComments(actor, caseId, currentTime(), after);
  if (!page) return null;
  const t = await getTranslations('comments');
  const locale = await getLocale();
  const people = can(actor, 'case.comment') ? await listPeopleOfCase(actor, caseId) : [];
  const here = `/cases/${caseId}?tab=comments`;
  return (
    <>
      {can(actor, 'case.comment') && (
        <CommentForm
          caseId={caseId}
          people={people
            .filter((person) => person.id !== actor.userId)
            .map((person) => ({
              id: person.id,
              name: labelOf(person.name, locale),
              organisation: labelOf(person.organisation, locale),
            }))}
        />
      )}
      {page.rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <ol className="border-t border-rule" aria-label={t('title')}>
          {page.rows.map((row) => (
            <CommentEntry key={row.id} row={row} />
          ))}
        </ol>
      )}
      <Pager
        {...(after ? { firstHref: here } : {})}
        {...(page.next ? { nextHref: `${here}&after=${page.next}` } : {})}
      />
    </>
  );
}

async function CommentEntry({ row }: { row: CommentView }) {
  const t = await getTranslations('comments');
  const locale = await getLocale();
  const author = labelOf(row.author, locale);
  const at = formatInstant(row.writtenAt);
  return (
    <li className="border-b border-rule-soft py-2.25">
      <div className="flex flex-wrap items-baseline gap-x-2.5 text-sm text-ink-2">
        <b className="text-base text-ink">{author}</b>
        {labelOf(row.organisation, locale)}
        <time dateTime={row.writtenAt.toISOString()}>{at}</time>
      </div>
      {row.text === null ? (
        <p className="text-ink-3">{t('withdrawn')}</p>
      ) : (
        <p className="break-words whitespace-pre-line">{row.text}</p>
      )}
      {row.mentions.length > 0 && (
        <p className="text-sm text-ink-2">
          {t('told', { names: row.mentions.map((name) => labelOf(name, locale)).join(t('listComma')) })}
        </p>
      )}
      {row.mayWithdraw && (
        <ActionForm action={withdraw}>
          <input type="hidden" name="commentId" value={row.id} />
          <button
            type="submit"
            className="inline-flex min-h-6 items-center text-sm text-accent hover:underline max-md:min-h-11"
            aria-label={t('withdrawNamed', { at })}
          >
            {t('withdraw', { minutes: WITHDRAW_MINUTES })}
          </button>
        </ActionForm>
      )}
    </li>
  );
}
