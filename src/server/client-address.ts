import { headers } from 'next/headers';

/** The last address of the forwarding chain: the one that the nearest proxy saw, which the sender cannot choose. */
export async function clientAddress(): Promise<string | null> {
  const chain = (await headers()).get('x-forwarded-for');
  return chain?.split(',').at(-1)?.trim().slice(0, 45) || null;
}
