import { notFound, redirect } from 'next/navigation';
import { titled } from '@/app/page-title';
import { sectionsFor } from '@/features/administration/sections';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('shell', 'admin');

/** Leads to the first part this person may open. */
export default async function AdminIndexPage() {
  // what is kept and erased is led to from the households, whose readers administer nothing
  const first = sectionsFor(await requireActor()).find((name) => name !== 'retention');
  if (!first) notFound();
  redirect(`/admin/${first}`);
}
