'use client';

import { useState } from 'react';
import { useControl } from '@/components/ui/form-context';
import { TextInput } from '@/components/ui/inputs';
import { dayOf } from '@/domain/calendar';
import { checkIdentityNumber } from '@/domain/identity';
import { useApplicantWords } from '@/i18n/client/applicants';

/** An identity number with what it proves, birthday and sex, read out below it. The server checks it again. */
export function IdentityEntry() {
  const t = useApplicantWords();
  const { initial } = useControl({});
  const [typed, setTyped] = useState(typeof initial === 'string' ? initial : '');
  const check = checkIdentityNumber(typed, dayOf(new Date()));
  return (
    <>
      <TextInput
        width="medium"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <output aria-live="polite" className="block min-h-5 text-sm text-ink-2">
        {check.ok && t('members.born', { day: check.birthOn, sex: t(`sexes.${check.sex}`) })}
      </output>
    </>
  );
}
