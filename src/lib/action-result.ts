/** The field of a code of the second factor, in whichever form asks for it. */
export const FACTOR_FIELD = 'factorCode';
/** The field of one's own password, in whichever form asks for it once more. */
export const PASSWORD_FIELD = 'ownPassword';

/** What was typed, sent back so that a form posted without JavaScript loses nothing. */
export type FormValues = Record<string, string | string[]>;

/** Something shown once and kept nowhere, e.g. a one-time password and whose it is. */
export type Secret = { label: string; secret: string };
/** What became of one of several things that an action was asked to do: each is shown with its reason. */
export type ActionOutcome = { value: string; label: string; href: string; ok: boolean; text: string };

/** Where a good action leads, and what is shown once it is done. */
export type ActionAnswer = {
  redirectTo?: string;
  message?: string;
  secrets?: Secret[];
  outcomes?: ActionOutcome[];
};

/**
 * The answer of every form action. All texts are already in the reader's language; `fieldErrors` is keyed by the
 * field's name. `redirectTo` is a local path.
 */
export type ActionResult =
  | ({ ok: true } & ActionAnswer)
  | {
      ok: false;
      formError?: string;
      fieldErrors: Record<string, string>;
      values?: FormValues;
      /** the same form goes through with a code of the second factor: it shows a field for it */
      asksFactor?: true;
      /** the same with one's own password */
      asksPassword?: true;
    };

/** The shape of a server action that `<ActionForm>` takes. */
export type FormAction = (previous: ActionResult | null, formData: FormData) => Promise<ActionResult>;
