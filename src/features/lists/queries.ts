import 'server-only';
import type { Actor } from '@/domain/actor';
import { PAGE_SIZES, STANDARD_PAGE_SIZE } from '@/domain/list-paging';
import { arrangeColumns, type ColumnOf, DENSITIES, type Density, type ListName } from '@/domain/lists';
import { can, type Role } from '@/domain/permissions';
import { read } from '@/server/command';
import type { Prisma, Tx } from '@/server/db';

/** A saved view; `mine`: this person may rename and delete it. */
export type ViewRow = { id: string; name: string; query: string; role: Role | null; mine: boolean };

/** How a person likes one list, and the views they may open there. */
export type Arrangement<L extends ListName> = {
  list: L;
  columns: ColumnOf<L>[];
  density: Density;
  pageSize: number;
  defaultViewId: string | null;
  views: ViewRow[];
};

/** Own views, those shared with a role one holds in one's organisation, and all of the organisation's for who shares them. */
export function viewsVisibleTo(actor: Actor): Prisma.SavedViewWhereInput {
  const shared = {
    organisationId: actor.organisation.id,
    ...(can(actor, 'view.share') ? {} : { role: { in: [...actor.roles] } }),
  };
  return { OR: [{ ownerId: actor.userId }, shared] };
}

/** The columns a person chose for a list, in their order; an export asks for these alone. */
export async function columnsOf<L extends ListName>(tx: Tx, userId: string, list: L): Promise<ColumnOf<L>[]> {
  const stored = await tx.listSetting.findUnique({ where: { userId_list: { userId, list } } });
  return arrangeColumns(list, stored?.columns ?? []);
}

/** Columns, density, page size, views and default view of one list for this person. */
export function getArrangement<L extends ListName>(actor: Actor, list: L): Promise<Arrangement<L>> {
  return read(actor, async (tx) => {
    const stored = await tx.listSetting.findUnique({ where: { userId_list: { userId: actor.userId, list } } });
    const views = await tx.savedView.findMany({
      where: { list, ...viewsVisibleTo(actor) },
      orderBy: { id: 'asc' },
    });
    return {
      list,
      columns: arrangeColumns(list, stored?.columns ?? []),
      density: DENSITIES.find((entry) => entry === stored?.density) ?? 'compact',
      pageSize: PAGE_SIZES.find((entry) => entry === stored?.pageSize) ?? STANDARD_PAGE_SIZE,
      defaultViewId: views.find((view) => view.id === stored?.defaultViewId)?.id ?? null,
      views: views.map((view) => ({
        id: view.id,
        name: view.name,
        query: view.query,
        role: view.role,
        mine: view.ownerId === actor.userId || (view.organisationId !== null && can(actor, 'view.share')),
      })),
    };
  });
}
