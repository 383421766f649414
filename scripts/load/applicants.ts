import { morning } from './days';
import type { ApplicantKind, Life, World } from './life';

const AGAIN_SHARE = 0.5;

/** Households and firms of a county, each with one case or several over the years. */
export class Applicants {
  readonly #persons: Uint8Array[] = [];
  readonly #entities = new Map<ApplicantKind, Uint8Array[]>();

  constructor(private readonly world: World) {}

  /** Gives a case its applicant. */
  give(life: Life): void {
    const { random } = this.world;
    const isPerson = life.kind === 'HOUSEHOLD';
    const known = isPerson ? this.#persons : (this.#entities.get(life.kind) ?? []);
    if (!isPerson) this.#entities.set(life.kind, known);
    const again = random.happens(AGAIN_SHARE) ? known[Math.floor(random.next() * known.length)] : undefined;
    const id = again ?? (isPerson ? this.#makeHousehold(life) : this.#makeEntity(life));
    if (!again) known.push(id);
    if (isPerson) life.personId = id;
    else life.entityId = id;
  }

  #makeHousehold(life: Life): Uint8Array {
    const { random, writers, county, ids } = this.world;
    const createdAt = morning(life.consultedOn);
    const [householdId, personId] = [ids.make(createdAt), ids.make(createdAt)];
    const { applicant } = life.name;
    writers.household.write([
      householdId,
      county.provinceId,
      county.cityId,
      county.id,
      county.townshipIds[life.township] as number,
      'LIFTED_OUT',
      county.officialId,
      createdAt,
    ]);
    writers.person.write([
      personId,
      householdId,
      'HEAD',
      applicant.text,
      applicant.pinyin,
      applicant.initials,
      applicant.pairs,
      random.cipher(45),
      random.bytes(32),
    ]);
    return personId;
  }

  #makeEntity(life: Life): Uint8Array {
    const { random, writers, county, ids } = this.world;
    const createdAt = morning(life.consultedOn);
    const id = ids.make(createdAt);
    const { applicant } = life.name;
    writers.operating_entity.write([
      id,
      life.kind,
      applicant.text,
      applicant.pinyin,
      applicant.initials,
      applicant.pairs,
      `99${county.code}${String(life.serial).padStart(10, '0')}`,
      county.provinceId,
      county.cityId,
      county.id,
      county.townshipIds[life.township] as number,
      '示例联系人',
      random.cipher(38),
      random.bytes(32),
      county.officialId,
      createdAt,
    ]);
    return id;
  }
}
