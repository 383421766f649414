import { describe, expect, it, vi } from 'vitest';
import { findPlainAddresses } from './plain-addresses';

const AWAY = 'postgresql://fuqiao_app:secret@db.example.org:5432/fuqiao';

describe('an address without encryption', () => {
  it.each([
    ['DATABASE_URL', AWAY],
    ['APP_DATABASE_URL', `${AWAY}?sslmode=prefer`],
    ['READ_DATABASE_URL', `${AWAY}?sslmode=disable`],
    ['BACKUP_DATABASE_URL', 'postgresql://backup@10.0.0.7/fuqiao?application_name=x'],
    ['APP_DATABASE_URL', 'postgresql://app@localhost/fuqiao?host=db.example.org'],
    ['APP_DATABASE_URL', 'postgresql://app@127.0.0.1.example.org/fuqiao'],
    ['SMTP_URL', 'smtp://user:secret@mail.example.org:587'],
    ['SMTP_URL', 'smtp://mail.example.org?requireTLS=false'],
    ['SMS_URL', 'http://sms.example.org/send'],
    ['WECOM_URL', 'http://wecom.example.org'],
    ['OIDC_ISSUER', 'http://sso.example.org'],
    ['CLAMD_ADDRESS', '10.0.0.9:3310'],
    ['CLAMD_ADDRESS', 'tcp://scanner.example.org:3310'],
  ])('to another machine is refused by name, without its password: %s', (name, address) => {
    const found = findPlainAddresses({ [name]: address });
    expect(found).toEqual([
      expect.stringMatching(new RegExp(`^${name} leads to another machine without encryption: `)),
    ]);
    expect(found[0]).not.toContain('secret');
    expect(findPlainAddresses({ [name]: address, CLOSED_NETWORK_FOR: ` ${name}` })).toEqual([]);
  });

  it.each([
    ['DATABASE_URL', `${AWAY}?sslmode=verify-full`],
    ['APP_DATABASE_URL', `${AWAY}?sslmode=require`],
    ['APP_DATABASE_URL', 'postgresql://app@127.0.0.1:5432/fuqiao'],
    ['APP_DATABASE_URL', 'postgresql://app@[::1]:5432/fuqiao'],
    ['APP_DATABASE_URL', 'postgresql://app@localhost/fuqiao'],
    ['DATABASE_URL', 'postgresql://app@/fuqiao?host=/var/run/postgresql'],
    ['SMTP_URL', 'smtps://user:secret@mail.example.org:465'],
    ['SMTP_URL', 'smtp://mail.example.org:587?requireTLS=true'],
    ['SMTP_URL', 'smtp://127.0.0.1:1025'],
    ['SMS_URL', 'https://sms.example.org/send'],
    ['OIDC_ISSUER', 'http://127.0.0.1:9000'],
    ['CLAMD_ADDRESS', '127.0.0.1:3310'],
    ['CLAMD_ADDRESS', '/run/clamav/clamd.ctl'],
    ['CLAMD_ADDRESS', undefined],
  ])('is not found where it is encrypted or stays on this machine: %s %s', (name, address) => {
    expect(findPlainAddresses({ [name]: address })).toEqual([]);
  });

  it('a closed network is said of addresses by name, and a name that is none is found', () => {
    const settings = { SMS_URL: 'http://sms.example.org', DATABASE_URL: AWAY };
    expect(findPlainAddresses({ ...settings, CLOSED_NETWORK_FOR: 'SMS_URL' })).toHaveLength(1);
    expect(findPlainAddresses({ ...settings, CLOSED_NETWORK_FOR: 'SMS_URL,DATABASE_URL' })).toEqual([]);
    expect(findPlainAddresses({ CLOSED_NETWORK_FOR: 'everything' })).toEqual([expect.stringContaining('everything')]);
  });

  it('no process starts with one', async () => {
    const key = Buffer.alloc(32, 3).toString('base64');
    for (const [name, value] of Object.entries({
      ...{ APP_DATABASE_URL: AWAY, DATA_DIR: '/nowhere', FUQIAO_DATA_KEY: key, FUQIAO_INDEX_KEY: key },
    }))
      vi.stubEnv(name, value);
    vi.resetModules();
    const { env } = await import('./env');
    expect(() => env()).toThrow('APP_DATABASE_URL leads to another machine without encryption');
    vi.stubEnv('APP_DATABASE_URL', `${AWAY}?sslmode=verify-full`);
    expect(env().DATA_DIR).toBe('/nowhere');
    vi.unstubAllEnvs();
    // the next file reads its own
    vi.resetModules();
  });
});
