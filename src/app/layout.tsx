import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { ContentSecurity } from '@/components/shell/content-security';
import { ClientMessages } from '@/i18n/client/messages';
import { toLocale } from '@/i18n/locale';
import { textSize } from '@/server/preferences';
import './globals.css';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell');
  return {
    title: { default: t('product'), template: t('titleTemplate') },
    icons: { icon: '/icon.svg' },
    // Village halls open this on phones: names of places and amounts must not turn into call links.
    formatDetection: { telephone: false, address: false, email: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = toLocale(await getLocale());
  const t = await getTranslations('shell');
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang={locale} data-text={await textSize()}>
      <body>
        <a href="#main" className="absolute -left-[999px] z-20 bg-paper px-2 py-1 focus:top-2 focus:left-4">
          {t('skip')}
        </a>
        <ClientMessages locale={locale}>
          <ContentSecurity nonce={nonce}>{children}</ContentSecurity>
        </ClientMessages>
      </body>
    </html>
  );
}
