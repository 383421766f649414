import writeXlsx from 'write-excel-file/node';

/** A workbook of one sheet with every cell as text, as people upload it. */
export async function workbook(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const data = rows.map((row) => row.map((value) => (value === '' ? null : { type: String, value })));
  return new Uint8Array(await writeXlsx(data).toBuffer());
}
