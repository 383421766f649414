import { currentTime } from '@/server/clock';
import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import { getTranslations } from 'next-intl/server';
import type * as z from 'zod';
import type { Actor } from '@/domain/actor';
import { can, type Permission } from '@/domain/permissions';
import type { RefusalValue } from '@/domain/refusal';
import {
  type ActionAnswer,
  type ActionResult,
  FACTOR_FIELD,
  type FormValues,
  PASSWORD_FIELD,
} from '@/lib/action-result';
import { askingActor, signedInActor } from './auth';
import { type Context, type Result, recordRefusal } from './command';
import { refuseTooMany } from './limited';
import { provePassword } from './looks';
import { reachAction } from './reached';
import { describeRefusal } from './refusal-text';
import { isSameOrigin } from './same-origin';
import { proveFactor } from './second-factor';

type Definition<Schema extends z.ZodType> = {
  /** the role must hold it; a required key, so that forgetting it does not compile */
  permission: Permission;
  /**
   * only for the steps of signing in: CHANGE_PASSWORD is open to an account that still has its one-time password, SHOW_FACTOR
   * to one that still owes its second factor
   */
  during?: 'CHANGE_PASSWORD' | 'SHOW_FACTOR';
  schema: Schema;
  /** one mutation, or the same one for each of several things; what it returns says where to go next */
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<ActionAnswer>>;
};

/** Form fields as an object: a repeated name becomes a list; files stay files. Inner names like `items[0].text` stay flat. */
export function fieldsOf(form: FormData): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const fields: Record<string, FormDataEntryValue | FormDataEntryValue[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue;
    const values = form.getAll(name);
    fields[name] = values.length > 1 || name.endsWith('[]') ? values : (values[0] as FormDataEntryValue);
  }
  return fields;
}

/** What was typed, to be shown again after a failed submit; files cannot be sent back by a browser, passwords and codes never are. */
export function typedValues(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(fieldsOf(form))) {
    if (/password/i.test(name) || name === FACTOR_FIELD) continue;
    if (Array.isArray(value)) values[name] = value.filter((entry): entry is string => typeof entry === 'string');
    else if (typeof value === 'string') values[name] = value;
  }
  return values;
}

/**
 * The only way to write a server action: session → from a page of this site, not too often → permission → schema → the second factor's code where one was typed →
 * one mutation → a result in the reader's words.
 * Zod messages are keys of `errors.json`; a refusal is shown from `refusals.json`; a bug throws and shows no text of its own.
 */
export function defineAction<Schema extends z.ZodType>(definition: Definition<Schema>) {
  return async (_previous: ActionResult | null, form: FormData): Promise<ActionResult> => {
    reachAction(form);
    const asking = definition.during ? await signedIn(definition.during) : await askingActor();
    const values = typedValues(form);
    const fail = async (refusal: RefusalValue): Promise<ActionResult> => ({
      ok: false,
      formError: await describeRefusal(refusal),
      fieldErrors: {},
      values,
    });
    // not a redirect: what was typed stays on the page while the person signs in again in another tab
    if ('refusal' in asking) return fail(asking.refusal);
    const { actor } = asking;
    // again here, for nothing rests on the framework's own check: it lets through whatever has no Origin
    const heads = await headers();
    if (!isSameOrigin(heads)) return fail({ code: 'NOT_PERMITTED' });
    const tooMany = await refuseTooMany('action', actor, heads);
    if (tooMany) return fail(tooMany);
    const { permission } = definition;
    if (!can(actor, permission)) {
      await recordRefusal(newContext(actor), { code: 'NOT_PERMITTED' }, { permission });
      return fail({ code: 'NOT_PERMITTED' });
    }
    const input = definition.schema.safeParse(fieldsOf(form));
    if (!input.success) {
      // a choice, an id or a version that no form of ours sends: somebody tries what is behind it
      if (input.error.issues.some(({ message }) => message === 'choiceUnknown'))
        await recordRefusal(newContext(actor), { code: 'INVALID_INPUT' }, { permission });
      return { ok: false, fieldErrors: await describeIssues(input.error), values };
    }
    const ctx = newContext(actor);
    const code = definition.during ? null : form.get(FACTOR_FIELD);
    const unproved = typeof code === 'string' && code.trim() !== '' ? await proveFactor(ctx, code) : null;
    if (unproved) return askForFactor(unproved, values);
    // one that stands in the form itself is the form's own
    const password = definition.during === 'CHANGE_PASSWORD' ? null : form.get(PASSWORD_FIELD);
    const wrong = typeof password === 'string' && password !== '' ? await provePassword(ctx, password) : null;
    if (wrong) return askForPassword(wrong, values);
    const result = await definition.run(ctx, input.data);
    if (result.ok) return { ok: true, ...result.value };
    if (result.refusal.code === 'PASSWORD_NEEDED') return askForPassword(result.refusal, values);
    return result.refusal.code === 'FACTOR_NEEDED' ? askForFactor(result.refusal, values) : fail(result.refusal);
  };
}

/** The same form again with a field for the code: what was typed stands, and nothing was done. */
async function askForFactor(refusal: RefusalValue, values: FormValues): Promise<ActionResult> {
  const said = await describeRefusal(refusal);
  return { ok: false, asksFactor: true, fieldErrors: { [FACTOR_FIELD]: said }, values };
}

async function askForPassword(refusal: RefusalValue, values: FormValues): Promise<ActionResult> {
  const said = await describeRefusal(refusal);
  return { ok: false, asksPassword: true, fieldErrors: { [PASSWORD_FIELD]: said }, values };
}

async function signedIn(step: 'CHANGE_PASSWORD' | 'SHOW_FACTOR'): ReturnType<typeof askingActor> {
  const found = await signedInActor();
  if (!found) return { refusal: { code: 'SESSION_ENDED' } };
  // a password that somebody else knows changes nothing without the code
  return step === 'CHANGE_PASSWORD' && found.owes === 'CODE' ? { refusal: { code: 'FACTOR_OWED' } } : found;
}

function newContext(actor: Actor): Context {
  return { actor, now: currentTime(), requestId: randomUUID() };
}

/** The messages of a schema as sentences in the reader's language, by field. */
export async function describeIssues(error: z.ZodError): Promise<Record<string, string>> {
  const t = await getTranslations('errors');
  const messages: Record<string, string> = {};
  for (const issue of error.issues) {
    const name = issue.path.join('.');
    // a message that is no key of ours would be zod's own English
    const params = issue.code === 'custom' ? issue.params : undefined;
    messages[name] ??= t.has(issue.message as never) ? t(issue.message as never, params as never) : t('invalid');
  }
  return messages;
}
