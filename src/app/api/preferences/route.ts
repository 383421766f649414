import { localeCookie, toLocale } from '@/i18n/locale';
import { refererPath, toLocalPath } from '@/lib/local-path';
import { readForm } from '@/server/body';
import { heldName, isOverTls } from '@/server/cookie-name';
import { isSameOrigin } from '@/server/same-origin';

const units = ['YUAN', 'WAN', 'YI'];
const textSizes = ['100', '125', '150'];
const year = 60 * 60 * 24 * 365;

/**
 * Remembers how this reader likes to read: `locale`, `unit`, `text` (size in percent) and `keys` (shortcuts on or off).
 * A plain form post, so it works without JavaScript;
 * goes back to where it came from.
 */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const form = await readForm(request);
  if (!form) return new Response(null, { status: 400 });
  const headers = new Headers();
  const locale = form.get('locale');
  if (typeof locale === 'string') headers.append('Set-Cookie', cookie(localeCookie, toLocale(locale)));
  const unit = form.get('unit');
  if (typeof unit === 'string' && units.includes(unit)) headers.append('Set-Cookie', cookie('unit', unit));
  const text = form.get('text');
  if (typeof text === 'string' && textSizes.includes(text)) headers.append('Set-Cookie', cookie('text', text));
  const keys = form.get('keys');
  if (keys === 'on' || keys === 'off') headers.append('Set-Cookie', cookie('keys', keys));

  const returnTo = form.get('returnTo');
  const wanted = typeof returnTo === 'string' ? returnTo : refererPath(request.headers);
  headers.set('Location', toLocalPath(wanted));
  return new Response(null, { status: 303, headers });
}

function cookie(name: string, value: string): string {
  const secure = isOverTls() ? '; Secure' : '';
  return `${heldName(name)}=${value}; Path=/; Max-Age=${year}; SameSite=Lax; HttpOnly${secure}`;
}
