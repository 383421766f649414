'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ErrorSummary } from '@/components/ui/error-summary';
import { useActionForm } from '@/components/ui/use-action-form';
import { type AmountUnit, formatAmount } from '@/domain/money';
import { actOnTicked } from '../actions';
import type { BulkAct } from '../schema';
import { OutcomeList } from './outcome-list';

type Chosen = { count: number; sumFen: bigint };
const NONE: Chosen = { count: 0, sumFen: 0n };

interface BulkFormProps {
  acts: readonly BulkAct[];
  mayCopy: boolean;
  unit: AmountUnit;
  /** nothing is left to tick */
  isEmpty: boolean;
  /** the table, whose rows bring `case[]` boxes with their amounts in `data-fen` */
  children: ReactNode;
}

/**
 * The ticked rows of a worklist and what may be done to all of them. Without JavaScript the same buttons send the same
 * form; with it the bar counts, and the answer stands in place of the table: each row with its result.
 */
export function BulkForm({ acts, mayCopy, unit, isEmpty, children }: BulkFormProps) {
  const t = useTranslations('worklist');
  const common = useTranslations('common');
  const form = useRef<HTMLFormElement>(null);
  const alertBox = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(NONE);
  const [closed, setClosed] = useState<unknown>(null);
  const [act, setAct] = useState<string>('');
  const { state, pending, formProps } = useActionForm(actOnTicked, () => setChosen(NONE));
  const outcomes = state?.ok === true && state !== closed ? state.outcomes : undefined;
  const problem = state?.ok === false ? (state.formError ?? Object.values(state.fieldErrors)[0]) : undefined;

  useEffect(() => {
    if (problem !== undefined) alertBox.current?.focus();
  }, [problem]);

  function count() {
    const boxes = [...(form.current?.querySelectorAll<HTMLInputElement>('input[name="case[]"]') ?? [])];
    for (const box of boxes) box.closest('tr')?.toggleAttribute('data-selected', box.checked);
    const ticked = boxes.filter((box) => box.checked);
    const all = form.current?.querySelector<HTMLInputElement>('input[data-tick-all]');
    if (all) {
      all.checked = boxes.length > 0 && ticked.length === boxes.length;
      all.indeterminate = ticked.length > 0 && ticked.length < boxes.length;
    }
    setChosen({
      count: ticked.length,
      sumFen: ticked.reduce((sum, box) => sum + BigInt(box.dataset.fen ?? '0'), 0n),
    });
  }

  function tickAll(checked: boolean) {
    for (const box of form.current?.querySelectorAll<HTMLInputElement>('input[name="case[]"]') ?? [])
      box.checked = checked;
    count();
  }

  function onChange(event: FormEvent<HTMLFormElement>) {
    const { target } = event;
    if (target instanceof HTMLInputElement && target.dataset.tickAll !== undefined) tickAll(target.checked);
    else count();
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    // a button with an address of its own opens that page with the ticked rows
    if (submitter?.hasAttribute('formmethod')) return;
    if (submitter instanceof HTMLButtonElement) setAct(submitter.value.split('=')[0] ?? '');
    formProps.onSubmit(event);
  }

  if (outcomes)
    return (
      <OutcomeList
        outcomes={outcomes}
        formProps={formProps}
        fields={[{ name: 'act', value: act }]}
        pending={pending}
        onBack={() => setClosed(state)}
      />
    );
  return (
    <form ref={form} {...formProps} onSubmit={onSubmit} onChange={onChange} aria-busy={pending || undefined}>
      {problem !== undefined && (
        <ErrorSummary
          boxRef={alertBox}
          title={common('errorSummaryForm')}
          separator={common('labelSeparator')}
          items={[{ message: problem }]}
        />
      )}
      {!isEmpty && (acts.length > 0 || mayCopy) && (
        <fieldset
          className={`screen-only flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 border-t-2 border-accent bg-accent-tint px-2.5 py-1 text-sm ${chosen.count > 0 ? 'max-md:fixed max-md:inset-x-0 max-md:bottom-14 max-md:z-10' : ''}`}
        >
          <legend className="sr-only">{t('bulk.title')}</legend>
          <span aria-live="polite">
            {t.rich('bulk.chosen', {
              count: chosen.count,
              sum: formatAmount(chosen.sumFen, unit),
              unit: common(`unit${unit}`),
              b: (chunks) => <b>{chunks}</b>,
            })}
          </span>
          <span className="flex flex-wrap gap-2">
            {acts.map((act) => (
              <Button key={act} type="submit" name="act" value={act} size="small" aria-disabled={pending || undefined}>
                {t(`bulk.acts.${act}`)}
              </Button>
            ))}
            {mayCopy && (
              <Button type="submit" size="small" formAction="/worklist/copy" formMethod="get">
                {t('bulk.acts.copy')}
              </Button>
            )}
          </span>
          <span className="ml-auto flex items-center gap-4 text-ink-2">
            <span className="max-md:hidden">{t('bulk.oneByOne')}</span>
            {chosen.count > 0 && (
              <Button variant="text" size="small" onClick={() => tickAll(false)}>
                {t('bulk.clear')}
              </Button>
            )}
          </span>
        </fieldset>
      )}
      {children}
    </form>
  );
}
