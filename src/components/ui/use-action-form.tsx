'use client';

import { unstable_isUnrecognizedActionError, unstable_rethrow, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useActionState, useState, useTransition } from 'react';
import type { ActionResult, FormAction } from '@/lib/action-result';

/**
 * Runs a server action from a form without losing what was typed.
 *
 * React empties uncontrolled fields after a form action, even after a refusal, and a thrown error would replace the
 * page. Posting by hand inside a transition avoids both; `action` stays on the form so that it also works without
 * JavaScript. Double submission is only damped here: the server is what makes it harmless.
 */
export function useActionForm(action: FormAction, onResult?: (result: ActionResult) => void) {
  const t = useTranslations('common');
  const router = useRouter();
  const [posted, post] = useActionState<ActionResult | null, FormData>(action, null);
  const [state, setState] = useState(posted);
  const [pending, startTransition] = useTransition();

  async function send(data: FormData): Promise<ActionResult> {
    try {
      return await action(state, data);
    } catch (error) {
      unstable_rethrow(error);
      // A newer version was installed while this page was open, or the network or the server failed.
      const outdated = unstable_isUnrecognizedActionError(error);
      return { ok: false, fieldErrors: {}, formError: t(outdated ? 'pageOutdated' : 'unexpectedError') };
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const data = new FormData(event.currentTarget);
    // The second argument of FormData came with Chromium 112.
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    if (submitter instanceof HTMLButtonElement && submitter.name !== '') data.append(submitter.name, submitter.value);
    startTransition(async () => {
      const result = await send(data);
      startTransition(() => {
        setState(result);
        onResult?.(result);
        if (!result.ok) return;
        const next = result.redirectTo;
        if (next !== undefined) router.push(next);
        // To another place on this page a browser only scrolls; what was written has to be read too.
        if (next === undefined || isThisPage(next)) router.refresh();
      });
    });
  }

  return { state, pending, formProps: { action: post, onSubmit, noValidate: true } };
}

/** Whether an address leads to the page that is open, wherever on it. */
function isThisPage(address: string): boolean {
  const { pathname, search } = new URL(address, window.location.href);
  return pathname === window.location.pathname && search === window.location.search;
}
