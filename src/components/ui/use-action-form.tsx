'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, startTransition, useActionState, useEffect } from 'react';
import type { ActionResult, FormAction } from '@/lib/action-result';

/**
 * Runs a server action from a form without losing what was typed.
 *
 * React empties uncontrolled fields after a form action, even after a refusal. Posting by hand inside a transition
 * avoids that; `action` stays on the form so that it also works without JavaScript. Double submission is only damped
 * here: the server is what makes it harmless.
 */
export function useActionForm(action: FormAction, onSuccess?: (result: ActionResult & { ok: true }) => void) {
  const router = useRouter();
  const [state, run, pending] = useActionState<ActionResult | null, FormData>(action, null);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    // The second argument of FormData came with Chromium 112.
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    if (submitter instanceof HTMLButtonElement && submitter.name !== '') data.append(submitter.name, submitter.value);
    startTransition(() => run(data));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: each result is acted on once, when it arrives
  useEffect(() => {
    if (state?.ok !== true) return;
    onSuccess?.(state);
    if (state.redirectTo === undefined) router.refresh();
    else router.push(state.redirectTo);
  }, [state]);

  return { state, pending, formProps: { action: run, onSubmit, noValidate: true } };
}
