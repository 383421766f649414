import { notFound, redirect } from 'next/navigation';
import { titled } from '@/app/page-title';
import { sectionsFor } from '@/features/administration/sections';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('shell', 'admin');

/** Leads to the first part this person may open. */
export default async function AdminIndexPage() {
  const [first] = sectionsFor(await requireActor());
  if (!first) notFound();
  redirect(`/admin/${first}`);
}
