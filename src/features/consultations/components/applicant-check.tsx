'use client';

import { unstable_rethrow } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { useConsultationWords } from '@/i18n/client/consultations';
import { checkApplicant } from '../actions';

const SENT = ['programmeId', 'townshipId', 'villageId'] as const;

/** Asks whether the number above it is on file here, before the rest of the form is filled in. */
export function ApplicantCheck({ kind, numberField }: { kind: string; numberField: string }) {
  const t = useConsultationWords();
  const common = useTranslations('common');
  const button = useRef<HTMLButtonElement>(null);
  const [answer, setAnswer] = useState('');
  const [pending, startTransition] = useTransition();

  async function ask(form: HTMLFormElement) {
    const typed = new FormData(form);
    const question = new FormData();
    question.set('kind', kind);
    question.set('number', String(typed.get(numberField) ?? ''));
    for (const name of SENT) question.set(name, String(typed.get(name) ?? ''));
    try {
      const result = await checkApplicant(null, question);
      if (result.ok) setAnswer(result.message ?? '');
      else setAnswer(result.fieldErrors.number ?? result.formError ?? common('unexpectedError'));
    } catch (error) {
      unstable_rethrow(error);
      setAnswer(common('unexpectedError'));
    }
  }

  return (
    <div className="-mt-2 mb-4.5 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        ref={button}
        size="small"
        aria-disabled={pending || undefined}
        onClick={() => {
          const form = button.current?.form;
          if (form && !pending) startTransition(() => ask(form));
        }}
      >
        {t('check.button')}
      </Button>
      <output aria-live="polite" className="text-sm text-ink-2">
        {answer}
      </output>
    </div>
  );
}
