'use client';

import { useTranslations } from 'next-intl';
import { type ComponentProps, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Status } from '@/components/ui/status';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import type { ActionOutcome } from '@/lib/action-result';

interface OutcomeListProps {
  outcomes: readonly ActionOutcome[];
  /** The form that sent them, for a second try of those that failed. */
  formProps: ComponentProps<'form'>;
  /** What it sent beside the cases. */
  fields: readonly { name: string; value: string }[];
  pending: boolean;
  onBack: () => void;
}

/** What became of each case of a bulk act, with the reason of each failure and a second try for them. */
export function OutcomeList({ outcomes, formProps, fields, pending, onBack }: OutcomeListProps) {
  const t = useTranslations('worklist');
  const head = useRef<HTMLHeadingElement>(null);
  const failed = outcomes.filter((outcome) => !outcome.ok);
  useEffect(() => {
    if (outcomes.length > 0) head.current?.focus();
  }, [outcomes]);
  return (
    <section aria-labelledby="outcomes" className="mt-3">
      <h2 id="outcomes" ref={head} tabIndex={-1} className="mb-2 text-md font-bold">
        {t('bulk.result', { done: outcomes.length - failed.length, failed: failed.length })}
      </h2>
      <Table caption={t('bulk.resultCaption')}>
        <thead>
          <tr>
            <Th>{t('bulk.case')}</Th>
            <Th>{t('bulk.outcome')}</Th>
            <Th>{t('bulk.reason')}</Th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => (
            <tr key={outcome.value}>
              <RowHead phone="title">
                <Link href={outcome.href} className="case-link">
                  {outcome.label}
                </Link>
              </RowHead>
              <Td phone="title-end">
                <Status tone={outcome.ok ? 'green' : 'red'} hollow={!outcome.ok}>
                  {t(outcome.ok ? 'bulk.ok' : 'bulk.failed')}
                </Status>
              </Td>
              <Td phone="line">{outcome.text}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="mt-3 flex flex-wrap gap-3">
        {failed.length > 0 && (
          <form {...formProps} aria-busy={pending || undefined}>
            {failed.map((outcome) => (
              <input key={outcome.value} type="hidden" name="case[]" value={outcome.value} />
            ))}
            {fields.map((field) => (
              <input key={`${field.name}${field.value}`} type="hidden" {...field} />
            ))}
            <Button type="submit" aria-disabled={pending || undefined}>
              {t('bulk.retry', { count: failed.length })}
            </Button>
          </form>
        )}
        <Button variant="text" onClick={onBack}>
          {t('bulk.back')}
        </Button>
      </div>
    </section>
  );
}
