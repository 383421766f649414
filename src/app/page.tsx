import { redirect } from 'next/navigation';
import { titled } from '@/app/page-title';
import { landingPath } from '@/domain/landing';
import { requireActor } from '@/server/auth';

export const generateMetadata = titled('shell', 'worklist');

/** Each role lands on what waits for it. */
export default async function Home() {
  redirect(landingPath(await requireActor()));
}
