import 'server-only';

/** Whether people come over TLS: so says the address that they type. */
export function isOverTls(): boolean {
  return process.env.NEXTAUTH_URL?.startsWith('https://') ?? false;
}

/**
 * The name of a cookie. Over TLS it begins as browsers demand of what nobody else may set: `__Host-` for every path of this
 * host, `__Secure-` for a part of it (ASVS 3.3.1, 3.3.3).
 */
export function heldName(name: string, path = '/'): string {
  if (!isOverTls()) return name;
  return `${path === '/' ? '__Host-' : '__Secure-'}${name}`;
}
