import type pg from 'pg';
import type { Role } from '@/domain/permissions';
import { Ids, idText } from './random';

/** No county has this place. */
const OFFICES = 4095;
/** An account that nobody can sign in with: no password has this hash. */
const NO_PASSWORD = '!';

type OrganisationRow = {
  id: string;
  kind: string;
  level: string;
  name: { zh: string; en: string };
  regionId: number;
  parentId?: string;
  financierId?: string;
  provincialBranchId?: string;
  countyBranchId?: string;
};

/** Gathers organisations and their people, and writes each kind in one statement. */
export class Offices {
  readonly #organisations: OrganisationRow[] = [];
  readonly #users: { id: string; username: string; organisationId: string; roles: readonly Role[] }[] = [];
  readonly #ids = new Ids(OFFICES);
  readonly #founded = Date.UTC(2016, 0, 4);

  open(row: Omit<OrganisationRow, 'id'>): string {
    const id = idText(this.#ids.make(this.#founded));
    this.#organisations.push({ id, ...row });
    return id;
  }

  /** A branch or head office is also its own in the column of its level, which a person's scope reads. */
  openBranch(row: Omit<OrganisationRow, 'id'>, own: 'financierId' | 'provincialBranchId' | 'countyBranchId'): string {
    const id = this.open(row);
    Object.assign(this.#organisations.at(-1) as OrganisationRow, { [own]: id });
    return id;
  }

  employ(organisationId: string, ...roles: readonly Role[]): string {
    const id = idText(this.#ids.make(this.#founded));
    this.#users.push({ id, username: `load-${this.#users.length + 1}`, organisationId, roles });
    return id;
  }

  async write(client: pg.Client): Promise<void> {
    await client.query(
      `INSERT INTO organisation (id, kind, level, name, region_id, parent_id, financier_id, provincial_branch_id, county_branch_id)
       SELECT id, kind::"OrganisationKind", level::"RegionLevel", name, "regionId", "parentId", "financierId", "provincialBranchId", "countyBranchId"
       FROM jsonb_to_recordset($1) AS row (id uuid, kind text, level text, name jsonb, "regionId" int, "parentId" uuid,
         "financierId" uuid, "provincialBranchId" uuid, "countyBranchId" uuid)`,
      [JSON.stringify(this.#organisations)],
    );
    await client.query(
      `INSERT INTO app_user (id, username, password_hash, name, staff_number, organisation_id, roles)
       SELECT id, username, '${NO_PASSWORD}', jsonb_build_object('zh', username, 'en', username), username, "organisationId",
         ARRAY(SELECT jsonb_array_elements_text(roles))::"Role"[]
       FROM jsonb_to_recordset($1) AS row (id uuid, username text, "organisationId" uuid, roles jsonb)`,
      [JSON.stringify(this.#users)],
    );
  }
}
