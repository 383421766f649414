import { useTranslations } from 'next-intl';

export type Destination = { key: string; href: string; label: string };

const WORDS = ['help', 'search', 'next', 'previous', 'open', 'save'] as const;
const KEYS = { help: '?', search: '/', next: 'j', previous: 'k', open: 'Enter', save: 'Ctrl + S' } as const;

/** Every shortcut with what it does; only those places that this person has. */
export function ShortcutList({ destinations }: { destinations: readonly Destination[] }) {
  const t = useTranslations('shell.shortcuts');
  return (
    <dl className="border-t border-rule">
      {destinations.map(({ key, label }) => (
        <Line key={key} name={label}>
          {t('go')} <Key>{key}</Key>
        </Line>
      ))}
      {WORDS.map((word) => (
        <Line key={word} name={t(word)}>
          <Key>{KEYS[word]}</Key>
        </Line>
      ))}
    </dl>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 border-b border-rule-soft py-1.5">
      <dt className="text-ink-2">{children}</dt>
      <dd>{name}</dd>
    </div>
  );
}

function Key({ children }: { children: string }) {
  return <kbd className="border border-rule-strong bg-wash px-1.5 font-sans text-sm text-ink">{children}</kbd>;
}
