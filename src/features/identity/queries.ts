import 'server-only';
import QRCode from 'qrcode';
import type { Actor } from '@/domain/actor';
import { IDLE_MINUTES } from '@/domain/sign-in';
import { read } from '@/server/command';
import { decrypt } from '@/server/crypto';
import type { Tx } from '@/server/db';
import { authenticatorOf, factorState } from '@/server/second-factor';

export type SessionView = {
  id: string;
  startedAt: Date;
  lastSeenAt: Date;
  address: string | null;
  agent: string | null;
  /** when the person first signed in on this browser; null where it was not recognised */
  firstSeenAt: Date | null;
};

/** The sessions of a user that would still let somebody in at this moment, newest first. */
export async function listLiveSessions(tx: Tx, userId: string, now: Date): Promise<SessionView[]> {
  const rows = await tx.authSession.findMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gte: new Date(now.getTime() - IDLE_MINUTES * 60_000) },
    },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  const deviceIds = rows.flatMap(({ deviceId }) => deviceId ?? []);
  const devices = await tx.knownDevice.findMany({ where: { id: { in: deviceIds } } });
  return rows.map(({ id, createdAt, lastSeenAt, address, agent, deviceId }) => ({
    id,
    startedAt: createdAt,
    lastSeenAt,
    address,
    agent,
    firstSeenAt: devices.find((device) => device.id === deviceId)?.firstSeenAt ?? null,
  }));
}

/** What one sees about oneself: the sign-in before this one, and where one is signed in. */
export async function getProfile(tx: Tx, actor: Actor, now: Date) {
  const current = await tx.authSession.findUnique({ where: { id: actor.sessionId }, select: { createdAt: true } });
  const previous = await tx.authSession.findFirst({
    where: { userId: actor.userId, createdAt: { lt: current?.createdAt ?? now }, id: { not: actor.sessionId } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true, address: true },
  });
  return {
    previousSignIn: previous && { at: previous.createdAt, address: previous.address },
    sessions: await listLiveSessions(tx, actor.userId, now),
    factor: await getFactor(tx, actor),
  };
}

/** What is being set up: the picture to scan (SVG) and the key to type instead. */
export type PendingFactor = { svg: string; secret: string };
export type FactorView = {
  isSetUp: boolean;
  isRequired: boolean;
  setUpAt: Date | null;
  codesLeft: number;
  pending: PendingFactor | null;
};

/** One's own second factor. The picture is made here, so that the secret is sent to nobody else who draws pictures. */
export async function getFactor(tx: Tx, actor: Actor): Promise<FactorView> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: actor.userId } });
  const state = await factorState(tx, actor);
  const secret = user.factorPending ? decrypt(user.factorPending) : null;
  return {
    isSetUp: user.factorCipher !== null,
    isRequired: state?.isRequired ?? false,
    setUpAt: user.factorSetUpAt,
    codesLeft: await tx.recoveryCode.count({ where: { userId: user.id, usedAt: null } }),
    pending: secret === null ? null : { svg: await drawCode(secret, user.username), secret },
  };
}

function drawCode(secret: string, username: string): Promise<string> {
  return QRCode.toString(authenticatorOf(secret, username).toString(), { type: 'svg', margin: 1 });
}

/** Whether this session was opened by the identity provider, where the person may still be signed in after it. */
export function cameByProvider(actor: Actor): Promise<boolean> {
  return read(actor, async (tx) => {
    const where = { id: actor.sessionId, userId: actor.userId, method: 'PROVIDER' } as const;
    return (await tx.authSession.count({ where })) > 0;
  });
}
