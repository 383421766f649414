import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { BrandMark } from './brand';
import { BridgeDrawing } from './bridge-drawing';
import { LanguageSwitch } from './language-switch';

interface SignInFrameProps {
  /** The large title at the left. */
  title: string;
  /** One sentence below it. */
  text: string;
  /** Heading over the form. */
  formTitle: string;
  /** Below the drawing, e.g. notices. */
  below?: ReactNode;
  foot?: ReactNode;
  /** The form. */
  children: ReactNode;
}

/** The page before signing in: title and bridge at the left, the form (368) at the right; on phones the form first. */
export function SignInFrame({ title, text, formTitle, below, foot, children }: SignInFrameProps) {
  const t = useTranslations('shell');
  return (
    <div className="flex min-h-screen flex-col">
      <header>
        <div className="flex h-14 items-center gap-5 px-12 text-sm max-md:h-12 max-md:px-4">
          <span className="mr-auto flex items-center gap-2 font-serif text-[1.3125rem] leading-none font-bold tracking-[.08em]">
            <BrandMark className="text-accent" />
            {t('product')}
          </span>
          <LanguageSwitch className="max-md:h-11" />
        </div>
        <div className="mx-12 h-1.5 border-t-3 border-b border-accent max-md:mx-0" />
      </header>
      <main
        id="main"
        className="flex flex-1 flex-col px-4 pt-4.5 md:grid md:grid-cols-[minmax(0,1fr)_23rem] md:gap-x-12 md:px-12 md:pt-16 lg:gap-x-22"
      >
        <div className="max-md:order-2">
          <p className="font-serif text-[2.5rem] leading-14 font-bold tracking-[.02em] max-md:hidden">{title}</p>
          <p className="mt-2.5 max-w-136 text-md leading-7 text-ink-2 max-md:hidden">{text}</p>
          <BridgeDrawing className="mt-3.5 block h-auto w-full max-md:mt-8" />
          {below}
        </div>
        <div className="max-md:order-1">
          <h1 className="mb-3 font-serif text-xl font-bold">{formTitle}</h1>
          {children}
        </div>
      </main>
      {foot !== undefined && (
        <footer className="flex flex-wrap gap-x-6 gap-y-1 px-12 pt-3.5 pb-4 text-xs text-ink-3 max-md:px-4">
          {foot}
        </footer>
      )}
    </div>
  );
}
