'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { type SendAnswer, type Standing, type Unsent, unsentId } from '../entries';
import { sendUnsent } from '../send-unsent';

interface UnsentListProps {
  userId: string;
  drafts: readonly Unsent[];
  isOnline: boolean;
  onEdit: (draft: Unsent) => void;
  onDiscard: (draft: Unsent) => void;
  onSent: (draft: Unsent) => void;
}

/** What was written without a network, each sent by its writer's own hand; where the system has moved on, both are shown. */
export function UnsentList({ userId, drafts, isOnline, onEdit, onDiscard, onSent }: UnsentListProps) {
  return (
    <ul className="border-t border-rule">
      {drafts.map((draft) => (
        <UnsentLine
          key={unsentId(draft)}
          userId={userId}
          draft={draft}
          isOnline={isOnline}
          onEdit={() => onEdit(draft)}
          onDiscard={() => onDiscard(draft)}
          onSent={() => onSent(draft)}
        />
      ))}
    </ul>
  );
}

interface UnsentLineProps {
  userId: string;
  draft: Unsent;
  isOnline: boolean;
  onEdit: () => void;
  onDiscard: () => void;
  onSent: () => void;
}

function UnsentLine({ userId, draft, isOnline, onEdit, onDiscard, onSent }: UnsentLineProps) {
  const t = useTranslations('field');
  const [answer, setAnswer] = useState<SendAnswer | 'NETWORK' | null>(null);
  const [isSending, setIsSending] = useState(false);

  async function send(anyway: boolean) {
    if (isSending) return;
    setIsSending(true);
    const result = await sendUnsent(userId, draft, anyway);
    setIsSending(false);
    if (result?.kind === 'SENT') return onSent();
    setAnswer(result ?? 'NETWORK');
  }

  const conflict = answer !== null && answer !== 'NETWORK' && answer.kind === 'CONFLICT' ? answer : null;
  return (
    <li className="border-b border-rule py-3">
      <b className="block">
        {t(draft.kind)} {draft.kind === 'report' && draft.month}
      </b>
      <span className="block text-sm text-ink-2">
        {draft.title} {draft.reference}
      </span>
      {answer === 'NETWORK' && (
        <p role="alert" className="mt-1 text-sm text-red">
          {t('network')}
        </p>
      )}
      {answer !== null && answer !== 'NETWORK' && answer.kind === 'REFUSED' && (
        <p role="alert" className="mt-1 text-sm text-red">
          {t('refused', { message: answer.message })}
        </p>
      )}
      {conflict && <Compared draft={draft} theirs={conflict.theirs} />}
      <span className="mt-2 flex flex-wrap gap-2">
        {!conflict && (
          <Button
            size="small"
            variant="primary"
            disabled={!isOnline}
            aria-disabled={isSending || undefined}
            onClick={() => void send(false)}
          >
            {t(isSending ? 'sending' : 'send')}
          </Button>
        )}
        {conflict && draft.kind === 'visit' && (
          <Button size="small" onClick={() => void send(true)}>
            {t('sendAnyway')}
          </Button>
        )}
        <Button size="small" onClick={onEdit}>
          {t('edit')}
        </Button>
        <ConfirmDialog
          trigger={t('discard')}
          triggerVariant="text"
          title={t('discardTitle')}
          description={t('discardNote')}
        >
          <Button variant="danger" onClick={onDiscard}>
            {t('discard')}
          </Button>
        </ConfirmDialog>
      </span>
      {!isOnline && <span className="mt-1 block text-sm text-ink-2">{t('sendLater')}</span>}
    </li>
  );
}

function Compared({ draft, theirs }: { draft: Unsent; theirs: readonly Standing[] }) {
  const t = useTranslations('field');
  const values: Record<string, string | string[]> = draft.values;
  const mine = Object.entries(values).flatMap(([label, value]) =>
    typeof value === 'string' ? [{ label: label as Standing['lines'][number]['label'], value }] : [],
  );
  return (
    <div role="alert" className="mt-2 border-t-3 border-amber bg-wash px-3 py-2 text-sm">
      <p className="font-bold">{t(`conflict.${draft.kind}`)}</p>
      <Version title={t('mine')} lines={mine} />
      {theirs.map((standing) => (
        <Version
          key={`${standing.by} ${standing.at} ${standing.lines[0]?.value}`}
          title={t('theirs', { by: standing.by, at: standing.at })}
          lines={standing.lines}
        />
      ))}
    </div>
  );
}

function Version({ title, lines }: { title: string; lines: Standing['lines'] }) {
  const t = useTranslations('field');
  return (
    <div className="mt-2">
      <p className="text-ink-2">{title}</p>
      <dl>
        {lines.map(({ label, value }) => (
          <div key={label} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-2">
            <dt className="text-ink-2">{t(`labels.${label}`)}</dt>
            <dd className="break-words whitespace-pre-line">{value || '--'}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
