import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * A link that asks for its page when it is followed. Next would ask for every link in sight: some forty requests a page,
 * each with a session to read and four fifths of what the server does, and nothing to show earlier for it, since every
 * page here depends on who looks at it.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
