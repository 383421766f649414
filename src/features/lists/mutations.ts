import 'server-only';
import { arrangeColumns, type Density, type ListName } from '@/domain/lists';
import { belongsInNoAddress } from '@/domain/masking';
import { can, type Role } from '@/domain/permissions';
import { refuse } from '@/domain/refusal';
import { isSealed } from '@/lib/sealed-word';
import { type Context, type Result, write } from '@/server/command';
import type { Tx } from '@/server/db';
import { recordEvent } from '@/server/events';
import { viewsVisibleTo } from './queries';

export type ListSettingInput = { list: ListName; columns: string[]; density: Density; pageSize: number };

const settingOf = (ctx: Context, list: ListName) => ({ userId_list: { userId: ctx.actor.userId, list } });

/** Keeps how this person likes a list. Their own taste and nobody's matter: no event. */
export function saveListSetting(ctx: Context, input: ListSettingInput): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const { list, density, pageSize } = input;
    const kept = { columns: arrangeColumns(list, input.columns) as string[], density, pageSize };
    await tx.listSetting.upsert({
      where: settingOf(ctx, list),
      create: { userId: ctx.actor.userId, list, ...kept },
      update: kept,
    });
    return {};
  });
}

/** What a view keeps of an address: filters and order, never a page or a click, and no number of a person. */
function keptQuery(query: string): string {
  const params = new URLSearchParams(query);
  for (const [name, value] of [...params]) if (belongsInNoAddress(value) || isSealed(value)) params.delete(name);
  for (const name of ['after', 'before', 'totals', 'view']) params.delete(name);
  return params.toString();
}

const MOST_VIEWS = 50;

/** Saves the filters and order of an address under a name, for oneself or for a role of one's organisation. Refuses NOT_PERMITTED, TOO_MANY_VIEWS. */
export function saveView(
  ctx: Context,
  input: { list: ListName; name: string; query: string; role: Role | null },
): Promise<Result<{ id: string; query: string }>> {
  return write(ctx, async (tx) => {
    const { list, name, role } = input;
    const { actor } = ctx;
    if (role !== null && !can(actor, 'view.share')) refuse('NOT_PERMITTED');
    const owner = role === null ? { ownerId: actor.userId } : { organisationId: actor.organisation.id, role };
    if ((await tx.savedView.count({ where: { list, ...owner } })) >= MOST_VIEWS)
      refuse('TOO_MANY_VIEWS', { most: MOST_VIEWS });
    const view = await tx.savedView.create({
      data: { list, name, query: keptQuery(input.query), ...owner, createdById: actor.userId, createdAt: ctx.now },
    });
    if (role !== null) await recordEvent(tx, ctx, { kind: 'view.shared', subjectId: view.id, payload: { list, role } });
    return { id: view.id, query: view.query };
  });
}

/** The view, if this person may change it: their own, or a shared one of their organisation. */
async function changeable(tx: Tx, ctx: Context, viewId: string) {
  const view = await tx.savedView.findFirst({ where: { id: viewId, ...viewsVisibleTo(ctx.actor) } });
  if (!view) return refuse('NOT_FOUND');
  if (view.ownerId !== ctx.actor.userId && !can(ctx.actor, 'view.share')) refuse('NOT_PERMITTED');
  return view;
}

/** Gives a view another name. Refuses NOT_FOUND, NOT_PERMITTED. */
export function renameView(
  ctx: Context,
  input: { viewId: string; name: string },
): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const view = await changeable(tx, ctx, input.viewId);
    await tx.savedView.update({ where: { id: view.id }, data: { name: input.name } });
    return {};
  });
}

/** Deletes a view, for everybody it was shared with. Refuses NOT_FOUND, NOT_PERMITTED. */
export function deleteView(ctx: Context, input: { viewId: string }): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const view = await changeable(tx, ctx, input.viewId);
    await tx.savedView.delete({ where: { id: view.id } });
    if (view.role)
      await recordEvent(tx, ctx, {
        kind: 'view.unshared',
        subjectId: view.id,
        payload: { list: view.list, role: view.role },
      });
    return {};
  });
}

/** Which view the list opens with for this person; null: the whole list. Refuses NOT_FOUND. */
export function setDefaultView(
  ctx: Context,
  input: { list: ListName; viewId: string | null },
): Promise<Result<Record<string, never>>> {
  return write(ctx, async (tx) => {
    const { list, viewId } = input;
    if (viewId !== null) {
      const view = await tx.savedView.findFirst({ where: { id: viewId, list, ...viewsVisibleTo(ctx.actor) } });
      if (!view) refuse('NOT_FOUND');
    }
    await tx.listSetting.upsert({
      where: settingOf(ctx, list),
      create: { userId: ctx.actor.userId, list, columns: [], defaultViewId: viewId },
      update: { defaultViewId: viewId },
    });
    return {};
  });
}
