import { nameOfCell, readBare } from '../read';

export const dynamic = 'force-dynamic';

type Place = { id: number; name: string; level: string; path: object[]; children: object[]; programmes: Programme[] };
type Programme = { id: string; name: object };
type Sum = { isHead: boolean; number: number; value: string };

/** The body of the portal's /api/v1/figures, from the same rows. */
export async function GET(): Promise<Response> {
  const found = await readBare('figures');
  if (!found) return Response.json({ error: { code: 'SESSION_ENDED' } }, { status: 401 });
  const [[place], sums] = found as [[Place], Sum[]];
  const { id, name, level, path, children, programmes } = place;
  const [programme] = programmes;
  return Response.json({
    asOf: process.env.BENCH_DAY,
    recorded: false,
    region: { id, name, level },
    path: [...path, { id, name, level }],
    children,
    programme: { id: programme?.id, name: programme?.name },
    programmes: programmes.map((row) => ({ id: row.id, name: row.name })),
    figures: sums.flatMap(({ isHead, number, value }) => {
      const name = isHead ? undefined : nameOfCell(number);
      if (!name) return [];
      const { measure, kind, stage } = name;
      const unit = measure.endsWith('_FEN') ? 'FEN' : 'CASES';
      return [{ measure, unit, applicantKind: kind, stage: stage === '-' ? null : stage, value }];
    }),
  });
}
