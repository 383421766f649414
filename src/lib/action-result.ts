/** What was typed, sent back so that a form posted without JavaScript loses nothing. */
export type FormValues = Record<string, string | string[]>;

/** Something shown once and kept nowhere, e.g. a one-time password and whose it is. */
export type Secret = { label: string; secret: string };

/**
 * The answer of every form action. All texts are already in the reader's language; `fieldErrors` is keyed by the
 * field's name. `redirectTo` is a local path.
 */
export type ActionResult =
  | { ok: true; redirectTo?: string; message?: string; secrets?: Secret[] }
  | { ok: false; formError?: string; fieldErrors: Record<string, string>; values?: FormValues };

/** The shape of a server action that `<ActionForm>` takes. */
export type FormAction = (previous: ActionResult | null, formData: FormData) => Promise<ActionResult>;
