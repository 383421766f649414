import { headers } from 'next/headers';

/** A page that is made anew for each request and shows nothing. */
export default async function EmptyPage() {
  await headers();
  return <p>empty</p>;
}
