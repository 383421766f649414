'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { ErrorSummary } from '@/components/ui/error-summary';
import { useBackEntryWords } from '@/i18n/client/back-entries';

export type SaidProblem = { href: string; label: string; message: string };

/** What stands against handing the entry on; takes the focus when it was just asked for. */
export function ProblemSummary({ problems, focus }: { problems: readonly SaidProblem[]; focus: boolean }) {
  const t = useBackEntryWords();
  const common = useTranslations('common');
  const box = useRef<HTMLDivElement>(null);
  const count = problems.length;
  useEffect(() => {
    if (focus && count > 0) box.current?.focus();
  }, [focus, count]);
  return (
    <ErrorSummary
      boxRef={box}
      title={t('problemsTitle', { count })}
      separator={common('labelSeparator')}
      items={problems}
    />
  );
}
