/**
 * Addresses of other servers that would be spoken to without encryption (ASVS 12.3.1). Plain TypeScript: the start asks before it
 * connects anywhere, and each process asks again when it reads its settings.
 */
type Settings = Readonly<Record<string, string | undefined>>;

/** The names of addresses, from a list with commas, that lie in a network where nobody else is. */
export const CLOSED_NETWORK = 'CLOSED_NETWORK_FOR';

const here = (host: string) =>
  host === '' || host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

function hostOf(url: URL): string {
  return decodeURIComponent(url.searchParams.get('host') ?? url.hostname);
}

const ENCRYPTING = ['require', 'verify-ca', 'verify-full'];

/** Whether a connection to this address of PostgreSQL is encrypted in any case: `prefer` falls back to none. */
const isEncryptedDatabase = ({ searchParams }: URL) => ENCRYPTING.includes(searchParams.get('sslmode') ?? '');
/** Without `requireTLS` a mail server that does not offer encryption gets the mail all the same. */
const isEncryptedMail = ({ protocol, searchParams }: URL) =>
  protocol === 'smtps:' || ['true', '1'].includes(searchParams.get('requireTLS') ?? '');
const isHttps = ({ protocol }: URL) => protocol === 'https:';

const KINDS: Record<string, { isEncrypted: (url: URL) => boolean; advice: string }> = {
  DATABASE_URL: { isEncrypted: isEncryptedDatabase, advice: 'add ?sslmode=verify-full' },
  APP_DATABASE_URL: { isEncrypted: isEncryptedDatabase, advice: 'add ?sslmode=verify-full' },
  READ_DATABASE_URL: { isEncrypted: isEncryptedDatabase, advice: 'add ?sslmode=verify-full' },
  BACKUP_DATABASE_URL: { isEncrypted: isEncryptedDatabase, advice: 'add ?sslmode=verify-full' },
  SMTP_URL: { isEncrypted: isEncryptedMail, advice: 'begin it with smtps://, or add ?requireTLS=true' },
  SMS_URL: { isEncrypted: isHttps, advice: 'begin it with https://' },
  WECOM_URL: { isEncrypted: isHttps, advice: 'begin it with https://' },
  OIDC_ISSUER: { isEncrypted: isHttps, advice: 'begin it with https://' },
  // clamd speaks no TLS
  CLAMD_ADDRESS: { isEncrypted: () => false, advice: 'let clamd run on this machine, or reach it through a tunnel' },
};

/** One sentence for each address that leads off this machine in the open and was not said to lie in a closed network. */
export function findPlainAddresses(settings: Settings): string[] {
  const closed = (settings[CLOSED_NETWORK] ?? '').split(',').map((name) => name.trim());
  const unknown = closed.filter((name) => name !== '' && !(name in KINDS));
  return [
    ...unknown.map((name) => `${CLOSED_NETWORK} names ${name}, which is no address that it can speak of.`),
    ...Object.entries(KINDS).flatMap(([name, { isEncrypted, advice }]) => {
      const given = settings[name];
      if (!given || closed.includes(name)) return [];
      const text = name === 'CLAMD_ADDRESS' ? clamdUrl(given) : given;
      // what cannot be read is somebody else's complaint: nothing is reached by it
      if (!URL.canParse(text)) return [];
      const url = new URL(text);
      if (here(hostOf(url)) || isEncrypted(url)) return [];
      return [
        `${name} leads to another machine without encryption: ${advice}. If nobody else is in the network between, say so: ${CLOSED_NETWORK}=${name}`,
      ];
    }),
  ];
}

/** host:port or the path of a socket, as an address. */
const clamdUrl = (given: string) =>
  /^(unix:|\/)/.test(given) ? 'tcp://localhost' : `tcp://${given.replace(/^tcp:\/\//, '')}`;
