import type { ComponentProps } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';

/** A number that opens the rows it counts. */
export function NumberLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={cn('number-link', className)} {...rest} />;
}
