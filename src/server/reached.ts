import 'server-only';
import type { AsyncLocalStorage } from 'node:async_hooks';

/** What the server was preloaded with (scripts/lib/refuse-malformed.mjs) knows of the post that is answered. */
type Posts = AsyncLocalStorage<{ reached: boolean }>;

/**
 * The first line of every action: says that what was posted came as a form, so that whatever fails from here on is our
 * fault (500) and not the sender's (400). Throws where something else than a form was put in its place.
 */
export function reachAction(form: unknown): asserts form is FormData {
  if (!(form instanceof FormData)) throw new Error('an action was called without a form');
  const posts = (globalThis as Record<symbol, unknown>)[Symbol.for('fuqiao.posts')] as Posts | undefined;
  const post = posts?.getStore();
  if (post) post.reached = true;
}
