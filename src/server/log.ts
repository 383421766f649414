import pino from 'pino';

/** JSON lines on standard output; personal values never reach a log line, and these paths are cut even if one slips in. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: undefined,
  redact: ['identityNumber', 'phone', 'account', 'password', '*.identityNumber', '*.phone', '*.account', '*.password'],
});
