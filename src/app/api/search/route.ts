import { belongsInNoAddress } from '@/domain/masking';
import { toLocalPath } from '@/lib/local-path';
import { isSealed } from '@/lib/sealed-word';
import { currentActor } from '@/server/auth';
import { readForm } from '@/server/body';
import { describeRefusal } from '@/server/refusal-text';
import { isSameOrigin } from '@/server/same-origin';
import { sealWord } from '@/server/sealed-search';

/**
 * Leads a search to its page, with the fields in the address as a form by GET would put them there, but for whole numbers of
 * persons: these are sealed for whoever searches. A field left empty keeps the sealed number that was searched for before.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, await describeRefusal({ code: 'NOT_PERMITTED' }));
  const form = await readForm(request);
  const path = toLocalPath(textOf(form?.get('searchPath')), '').replace(/[?#].*$/s, '');
  if (!form || path === '') return refused(400, await describeRefusal({ code: 'INVALID_INPUT' }));
  const fields = [...form]
    .filter(([name]) => name !== 'searchPath' && !name.startsWith('kept.'))
    .map(([name, value]): [string, string] => {
      const kept = textOf(form.get(`kept.${name}`));
      return [name, textOf(value) === '' && isSealed(kept) ? kept : textOf(value)];
    });
  // who searches is only asked for where there is something to seal; a visitor's number is read by nobody
  const holds = fields.some(([, value]) => belongsInNoAddress(value));
  const userId = holds ? ((await currentActor())?.userId ?? '') : '';
  const query = new URLSearchParams(fields.map(([name, value]) => [name, sealWord(userId, value)])).toString();
  return new Response(null, {
    status: 303,
    headers: { Location: query === '' ? path : `${path}?${query}`, 'Cache-Control': 'no-store' },
  });
}

const textOf = (value: FormDataEntryValue | null | undefined) => (typeof value === 'string' ? value : '');

function refused(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
