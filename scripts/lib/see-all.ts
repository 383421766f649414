/**
 * For processes that fill or check a database under the app's role outside any person's transaction: demo data, loads and
 * tests. Row security lets their connections see everything; what runs through `read` and `write` is under the scope of
 * its actor all the same. The portal and its worker never get it (scripts/lib/portal.ts takes it out).
 */
export const SEE_ALL = { PGOPTIONS: '-c fuqiao.scope=SYSTEM' } as const;
