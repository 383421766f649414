import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import type { Actor } from '@/domain/actor';
import { choiceField, idField, textField } from '@/features/form-fields';
import { defineAction } from '@/server/action';
import { db } from '@/server/db';
import { actorFor } from '../support/world';

const session = vi.hoisted(() => ({ actor: null as Actor | null }));
vi.mock('@/server/auth', () => ({ askingActor: async () => ({ actor: session.actor }) }));
vi.mock('@/server/refusal-text', () => ({ describeRefusal: async ({ code }: { code: string }) => code }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'portal', origin: 'http://portal', 'sec-fetch-site': 'same-origin' }),
}));
vi.mock('next-intl/server', () => ({
  getTranslations: async () => Object.assign((key: string) => key, { has: () => true }),
}));

const action = defineAction({
  permission: 'draft.write',
  schema: z.object({ caseId: idField, kind: choiceField(['A', 'B']), text: textField(20) }),
  run: async () => ({ ok: true, value: {} }),
});
const post = (fields: { caseId?: string; kind?: string; text?: string }) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ caseId: crypto.randomUUID(), kind: 'A', text: '字', ...fields }))
    form.set(name, value);
  return action(null, form);
};
const attempts = () => db().event.count({ where: { kind: 'attempt.refused' } });

it('records who sends what no form of ours sends, and nobody who has only left something out', async () => {
  session.actor = await actorFor('manager');
  const before = await attempts();
  expect(await post({})).toMatchObject({ ok: true });
  for (const left of [{ text: '' }, { kind: '' }, { caseId: '' }, { text: '长'.repeat(21) }])
    expect(await post(left)).toMatchObject({ ok: false });
  expect(await attempts()).toBe(before);
  for (const forged of [{ kind: "A' OR '1'='1" }, { caseId: "'; DROP TABLE case_record; --" }, { caseId: '1' }])
    expect(await post(forged)).toMatchObject({ ok: false, fieldErrors: expect.anything() });
  expect(await attempts()).toBe(before + 3);
  const last = await db().event.findFirstOrThrow({ where: { kind: 'attempt.refused' }, orderBy: { id: 'desc' } });
  expect(last.payload).toEqual({ code: 'INVALID_INPUT', permission: 'draft.write' });
  expect(last.actorId).toBe(session.actor?.userId);
});

it('an action that is called without a form does nothing', async () => {
  await expect(action(null, 'no form' as unknown as FormData)).rejects.toThrow();
});
