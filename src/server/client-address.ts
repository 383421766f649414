import { headers } from 'next/headers';

/**
 * The last address of a forwarding chain: the one that the nearest proxy saw, which the sender cannot choose. Locks are
 * counted by it. An IPv4 address on an IPv6 socket is shown as people know it.
 */
export function lastAddress(chain: string | null): string | null {
  const last = chain?.split(',').at(-1)?.trim() ?? '';
  return last.replace(/^::ffff:/, '').slice(0, 45) || null;
}

/** The address that this request comes from. */
export async function clientAddress(): Promise<string | null> {
  return lastAddress((await headers()).get('x-forwarded-for'));
}
