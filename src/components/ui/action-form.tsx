'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Link } from '@/components/ui/link';
import type { ActionResult, FormAction, FormValues } from '@/lib/action-result';
import { ErrorSummary } from './error-summary';
import { FactorField } from './factor-field';
import { FormContext, fieldId } from './form-context';
import { useKeptWords } from './kept-words';
import { PasswordAgainField } from './password-again-field';
import { SayBar } from './say-bar';
import { useActionForm } from './use-action-form';

interface ActionFormProps {
  action: FormAction;
  children: ReactNode;
  className?: string;
  id?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  /** Empties the fields after success, for forms that add one more thing (a comment, a visit). */
  resetOnSuccess?: boolean;
  /** Values of a draft, by field name; they win over the first values of the fields. */
  restored?: FormValues;
  /** Hears every answer of the action, before the page moves on. */
  onResult?: (result: ActionResult) => void;
}

const NOTHING: FormValues = {};

/**
 * The one form that writes: posts to a server action, keeps what was typed, shows the error summary and takes the
 * focus there. Where the action wants the second factor again, it shows the field for the code and goes on with it. Fields inside find their error and value by name. Ctrl+S presses the button marked `data-save-draft`.
 */
export function ActionForm({
  action,
  children,
  className,
  id,
  resetOnSuccess = false,
  restored = NOTHING,
  onResult,
  ...aria
}: ActionFormProps) {
  const t = useTranslations('common');
  const generatedId = useId();
  const formId = id ?? generatedId;
  const summary = useRef<HTMLDivElement>(null);
  const [labels, setLabels] = useState<Record<string, string>>({});
  const [round, setRound] = useState(0);
  const answered = useKeptWords();
  const { state, pending, formProps } = useActionForm(action, (result) => {
    answered(result);
    onResult?.(result);
    if (result.ok && resetOnSuccess) setRound((n) => n + 1);
  });

  const register = useCallback((name: string, label: string) => {
    setLabels((known) => (known[name] === label ? known : { ...known, [name]: label }));
  }, []);
  const context = useMemo(
    () => ({ formId, state, pending, restored, register }),
    [formId, state, pending, restored, register],
  );

  const prefix = t('errorTitlePrefix');
  useEffect(() => {
    document.title = document.title.replace(prefix, '');
    if (state?.ok !== false) return;
    document.title = prefix + document.title;
    summary.current?.focus();
  }, [state, prefix]);

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    const draft = event.currentTarget.querySelector<HTMLButtonElement>('button[data-save-draft]');
    if (draft === null) return;
    event.preventDefault();
    event.currentTarget.requestSubmit(draft);
  }

  const failed = state?.ok === false ? state : undefined;
  const order = Object.keys(labels);
  const wrong = Object.entries(failed?.fieldErrors ?? {}).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const items = [
    ...(failed?.formError === undefined ? [] : [{ message: failed.formError }]),
    ...wrong.map(([name, message]) => ({ href: `#${fieldId(formId, name)}`, label: labels[name], message })),
  ];

  return (
    <FormContext.Provider value={context}>
      <form
        key={round}
        id={formId}
        className={className}
        aria-busy={pending || undefined}
        onKeyDown={onKeyDown}
        {...aria}
        {...formProps}
      >
        {failed !== undefined && (
          <ErrorSummary
            boxRef={summary}
            title={wrong.length > 0 ? t('errorSummary', { count: wrong.length }) : t('errorSummaryForm')}
            separator={t('labelSeparator')}
            items={items.length > 0 ? items : [{ message: t('unexpectedError') }]}
          />
        )}
        {state?.ok === true && state.message !== undefined && (
          <SayBar tone="green" live className="mb-4 whitespace-pre-line">
            {state.message}
          </SayBar>
        )}
        {state?.ok === true && state.redirectTo !== undefined && (
          // Without JavaScript nothing moves on by itself.
          <noscript>
            <Link href={state.redirectTo}>{t('continue')}</Link>
          </noscript>
        )}
        {failed?.asksFactor && <FactorField />}
        {failed?.asksPassword && <PasswordAgainField />}
        {children}
      </form>
    </FormContext.Provider>
  );
}
