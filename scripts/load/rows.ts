/**
 * Rows as PostgreSQL's binary COPY takes them: half the work of text on either side. Days are ordinals (days since 1970),
 * moments are milliseconds since 1970, keys are their 16 bytes.
 */
export type Value = string | number | boolean | null | Uint8Array | ArrayLike<string | number | null>;
/** A column with what the catalogue says of its type; `element` is that of an array. */
export type Column = { name: string; type: string; element?: { type: string; oid: number } };
export type Table = { name: string; columns: readonly Column[] };

const HEADER = [...Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), 0, 0, 0, 0, 0, 0, 0, 0];
const CHUNK = 1 << 18;
/** Longer than any row. */
const SLACK = 1 << 15;
const DAYS_TO_2000 = 10_957;
const MS_TO_2000 = DAYS_TO_2000 * 86_400_000;
const TWO_32 = 4_294_967_296;

/** What a COPY begins with. */
export const copyHeader = (): Buffer => Buffer.from(HEADER);
/** What it ends with. */
export const copyTrailer = (): Buffer => Buffer.from([0xff, 0xff]);

type Put = (rows: Rows, value: never) => void;

/** Rows of one table, handed on in chunks. */
export class Rows {
  buffer = Buffer.allocUnsafeSlow(CHUNK + SLACK);
  at = 0;
  count = 0;
  readonly #puts: readonly Put[];

  constructor(
    private readonly table: Table,
    private readonly send: (chunk: Uint8Array<ArrayBuffer>) => void,
  ) {
    this.#puts = table.columns.map(putOf);
  }

  /** Values in the order of the columns. */
  write(values: readonly Value[]): void {
    const puts = this.#puts;
    if (values.length !== puts.length)
      throw new Error(`${this.table.name}: ${values.length} values for ${puts.length} columns`);
    this.int2(puts.length);
    for (let column = 0; column < puts.length; column++) {
      const value = values[column] as Value;
      if (value === null) this.int4(-1);
      else (puts[column] as Put)(this, value as never);
    }
    this.count += 1;
    if (this.at >= CHUNK) this.flush();
  }

  /** Hands on what has gathered. */
  flush(): void {
    if (this.at === 0) return;
    this.send(new Uint8Array(this.buffer.buffer as ArrayBuffer, 0, this.at));
    this.buffer = Buffer.allocUnsafeSlow(CHUNK + SLACK);
    this.at = 0;
  }

  int2(value: number): void {
    const { buffer } = this;
    buffer[this.at++] = value >>> 8;
    buffer[this.at++] = value;
  }

  int4(value: number): void {
    const { buffer } = this;
    let { at } = this;
    buffer[at++] = value >>> 24;
    buffer[at++] = value >>> 16;
    buffer[at++] = value >>> 8;
    buffer[at++] = value;
    this.at = at;
  }

  int8(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.int4(high);
    this.int4(value - high * TWO_32);
  }

  bytes(value: Uint8Array): void {
    this.int4(value.length);
    const { buffer, at } = this;
    for (let index = 0; index < value.length; index++) buffer[at + index] = value[index] as number;
    this.at = at + value.length;
  }

  /** Text with its length; what is plain is copied letter by letter, which is faster than a call. */
  text(value: string, version?: number): void {
    const { buffer } = this;
    const start = this.at + 4;
    let at = start;
    if (version !== undefined) buffer[at++] = version;
    let index = 0;
    for (; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 127) break;
      buffer[at++] = code;
    }
    if (index < value.length) at += buffer.write(index === 0 ? value : value.slice(index), at, 'utf8');
    this.int4(at - start);
    this.at = at;
  }
}

const PUTS: Record<string, Put> = {
  uuid: (rows, value: Uint8Array) => rows.bytes(value),
  bytea: (rows, value: Uint8Array) => rows.bytes(value),
  text: (rows, value: string) => rows.text(value),
  jsonb: (rows, value: string) => rows.text(value, 1),
  int2: (rows, value: number) => {
    rows.int4(2);
    rows.int2(value);
  },
  int4: (rows, value: number) => {
    rows.int4(4);
    rows.int4(value);
  },
  int8: (rows, value: number) => {
    rows.int4(8);
    rows.int8(value);
  },
  bool: (rows, value: boolean) => {
    rows.int4(1);
    rows.buffer[rows.at++] = value ? 1 : 0;
  },
  date: (rows, value: number) => {
    rows.int4(4);
    rows.int4(value === Number.POSITIVE_INFINITY ? 0x7fffffff : value - DAYS_TO_2000);
  },
  timestamptz: (rows, value: number) => {
    rows.int4(8);
    rows.int8((value - MS_TO_2000) * 1000);
  },
};

/** How a column is written; an enum is its word. */
function putOf({ type, element }: Column): Put {
  const put = PUTS[type] ?? (PUTS.text as Put);
  if (!element) return put;
  const ofElement = PUTS[element.type] ?? (PUTS.text as Put);
  return (rows, values: ArrayLike<string | number | null>) => {
    const start = rows.at;
    rows.at += 4;
    rows.int4(values.length === 0 ? 0 : 1);
    const flags = rows.at;
    rows.int4(0);
    rows.int4(element.oid);
    if (values.length > 0) {
      rows.int4(values.length);
      rows.int4(1);
      for (let index = 0; index < values.length; index++) {
        const value = values[index];
        if (value === null) {
          rows.int4(-1);
          rows.buffer[flags + 3] = 1;
        } else ofElement(rows, value as never);
      }
    }
    const end = rows.at;
    rows.at = start;
    rows.int4(end - start - 4);
    rows.at = end;
  };
}
