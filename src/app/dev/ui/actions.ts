'use server';

import type { ActionResult } from '@/lib/action-result';

/** Refuses everything, so that the gallery can show a failed form. */
export async function refuse(_previous: ActionResult | null, formData: FormData): Promise<ActionResult> {
  if (process.env.FUQIAO_GALLERY !== '1') return { ok: false, fieldErrors: {} };
  const values = Object.fromEntries(
    [...new Set(formData.keys())]
      .filter((key) => !key.startsWith('$'))
      .map((key) => [key, formData.getAll(key).map(String)] as const)
      .map(([key, all]) => [key, all.length === 1 ? (all[0] ?? '') : all]),
  );
  return {
    ok: false,
    formError: formData.get('intent') === 'draft' ? '草稿没有存下' : undefined,
    fieldErrors: {
      partner: '请另选一人，不能与 A 角相同',
      visitedOn: '请改为今天（2017-07-20）或更早的日期',
      amount: '请填写数字，例如 320',
      agrees: '请选择一项',
      noInterest: '请确认后勾选',
    },
    values,
  };
}
