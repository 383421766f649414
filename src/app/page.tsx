import { redirect } from 'next/navigation';
import { landingPath } from '@/domain/landing';
import { requireActor } from '@/server/auth';

/** Each role lands on what waits for it. */
export default async function Home() {
  redirect(landingPath(await requireActor()));
}
