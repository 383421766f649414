import type { Actor } from './actor';

/**
 * Whether a case is financed by another than this person works for. A bank's people see no other's case at all; those of a
 * finance bureau see by region, so every lender's cases there, and hold for what public money pays the roles that a
 * lender's people hold: on a case of another they do none of its work and look into none of its files.
 */
export function isOfAnotherFinancier(
  row: { financierId: string },
  actor: { organisation: Pick<Actor['organisation'], 'financierId'> },
): boolean {
  const own = actor.organisation.financierId;
  return own !== null && own !== row.financierId;
}
