import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/format-day';
import { readNotice } from '../actions';
import { noticeHref } from '../notice-href';
import type { NoticeRow } from '../queries';
import { timeAgo } from '../relative-time';
import { NoticeLink } from './notice-link';

/** The inbox: one line for each thing, unread ones bold with a mark, each with its time and where it leads. */
export async function NoticeList({ rows, now }: { rows: NoticeRow[]; now: Date }) {
  return (
    <ul className="border-t-2 border-b-2 border-ink">
      {rows.map((row) => (
        <NoticeItem key={row.id} row={row} now={now} />
      ))}
    </ul>
  );
}

async function NoticeItem({ row, now }: { row: NoticeRow; now: Date }) {
  const t = await getTranslations('notices');
  const href = noticeHref(row);
  const ago = timeAgo(row.updatedAt, now);
  const name = row.about ? `${row.about.reference} ${row.about.title}` : t('open');
  return (
    <li className="border-b border-rule-soft py-2 last:border-b-0">
      <p className={row.unread ? 'font-bold' : 'text-ink-2'}>
        {row.unread && <span aria-hidden="true" className="mr-2 inline-block size-2 bg-accent align-middle" />}
        {row.unread && <span className="sr-only">{t('unreadMark')} </span>}
        {await sentenceOf(row)}
        {row.count > 1 && (
          <span className="ml-2 text-xs font-normal text-ink-3">{t('times', { count: row.count })}</span>
        )}
      </p>
      <div className="flex flex-wrap items-center gap-x-4 text-sm">
        {href ? (
          <span className="[&_a]:inline-block [&_a]:py-0.5">
            <NoticeLink href={href} noticeId={row.id}>
              {name}
            </NoticeLink>
          </span>
        ) : (
          <span className="text-ink-3">{t('gone')}</span>
        )}
        <time dateTime={row.updatedAt.toISOString()} title={formatInstant(row.updatedAt)} className="text-ink-3">
          {ago.unit === 'at' ? ago.text : t(`ago.${ago.unit}`, { count: 'count' in ago ? ago.count : 0 })}
        </time>
        {row.unread && (
          <ActionForm action={readNotice} aria-label={t('markReadOf', { name })} className="ml-auto">
            <input type="hidden" name="noticeId" value={row.id} />
            <SubmitButton variant="text" size="small">
              {t('markRead')}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </li>
  );
}

/** What happened, in the reader's words: the payload holds codes only. */
async function sentenceOf({ kind, payload, subjectId }: NoticeRow): Promise<string> {
  const t = await getTranslations('notices');
  const cases = await getTranslations('cases');
  const task = payload.task ? cases(`tasks.${payload.task}` as never) : '';
  const stage = payload.stage ? cases(`stages.${payload.stage}` as never) : '';
  return t(`kinds.${kind === 'ANSWERED' && subjectId ? 'ANSWERED_INSTRUCTION' : kind}`, {
    ...{ count: 0, overdue: 0, status: '' },
    ...payload,
    ...{ task, stage },
  });
}
