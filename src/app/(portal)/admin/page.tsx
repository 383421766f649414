import { notFound, redirect } from 'next/navigation';
import { sectionsFor } from '@/features/administration/sections';
import { requireActor } from '@/server/auth';

/** Leads to the first part this person may open. */
export default async function AdminIndexPage() {
  const [first] = sectionsFor(await requireActor());
  if (!first) notFound();
  redirect(`/admin/${first}`);
}
