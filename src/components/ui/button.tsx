import type { ComponentProps } from 'react';
import { Link } from '@/components/ui/link';
import { cn } from '@/lib/cn';

export type ButtonVariant = 'primary' | 'default' | 'text' | 'danger';
type ButtonSize = 'normal' | 'small';

const variants = {
  primary: 'border-accent bg-accent px-3.5 font-bold text-on-accent hover:bg-accent-deep',
  default: 'border-rule-strong bg-paper px-3.5 text-ink hover:bg-wash-2',
  text: 'border-transparent px-1 text-accent hover:underline',
  danger: 'border-red bg-paper px-3.5 font-bold text-red hover:bg-red-tint',
} as const satisfies Record<ButtonVariant, string>;

const sizes = { normal: 'h-(--control) text-base', small: 'h-7 text-sm max-md:h-11' } as const satisfies Record<
  ButtonSize,
  string
>;

/** The classes of a button, for elements that must look like one (a dialog trigger, a summary). */
export function buttonClass(variant: ButtonVariant = 'default', size: ButtonSize = 'normal', className?: string) {
  return cn(
    'inline-flex items-center justify-center gap-1.5 rounded-ctl border whitespace-nowrap no-underline hover:no-underline',
    'disabled:cursor-default disabled:border-rule disabled:bg-wash-2 disabled:text-ink-3 aria-disabled:cursor-default',
    variants[variant],
    sizes[size],
    className,
  );
}

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** One filled (`primary`) button per view. `type` is "button" unless said otherwise. */
export function Button({ variant, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={buttonClass(variant, size, className)} {...rest} />;
}

export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={buttonClass(variant, size, className)} {...rest} />;
}
