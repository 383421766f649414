import { useLocale, useTranslations } from 'next-intl';
import { cn } from '@/lib/cn';

/* Each language names itself, whatever the page is written in. */
const names = { en: 'English', 'zh-CN': '\u4e2d\u6587' } as const;

/** One word: the other language. Posts, is remembered, and comes back to this page. */
export function LanguageSwitch({ className }: { className?: string }) {
  const t = useTranslations('shell');
  const other = useLocale() === 'en' ? 'zh-CN' : 'en';
  return (
    <form method="post" action="/api/preferences" aria-label={t('language')}>
      <button
        type="submit"
        name="locale"
        value={other}
        lang={other}
        className={cn('text-ink-2 hover:underline', className)}
      >
        {names[other]}
      </button>
    </form>
  );
}
