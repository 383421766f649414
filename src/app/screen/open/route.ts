import { keepScreenKey } from '@/features/screens/cookie';
import { openScreen } from '@/features/screens/session-queries';
import { readForm } from '@/server/body';
import { currentTime } from '@/server/clock';
import { isSameOrigin } from '@/server/same-origin';

/** Takes the key of a screen, in the body so that no log reads it, and gives this browser the screen and nothing else. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return new Response(null, { status: 403 });
  const form = await readForm(request);
  const typed = form?.get('key');
  const key = typeof typed === 'string' ? typed.trim().toLowerCase().slice(0, 100) : '';
  const screen = await openScreen(key, currentTime());
  const isOpen = !('dark' in screen);
  if (isOpen) await keepScreenKey(key);
  return new Response(null, { status: 303, headers: { Location: isOpen ? '/screen' : '/screen/enter?wrong=1' } });
}
