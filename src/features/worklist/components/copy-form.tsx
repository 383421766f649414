'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { ErrorSummary } from '@/components/ui/error-summary';
import { Field } from '@/components/ui/field';
import { SaveBar } from '@/components/ui/panels';
import { useActionForm } from '@/components/ui/use-action-form';
import { copyTicked } from '../actions';
import { OutcomeList } from './outcome-list';
import { PeoplePicker, type PickablePerson } from './people-picker';

interface CopyFormProps {
  /** each `id:version` */
  cases: readonly string[];
  people: readonly PickablePerson[];
  backHref: string;
}

/** Chooses colleagues for one or more cases; the answer says for each case whether they were told. */
export function CopyForm({ cases, people, backHref }: CopyFormProps) {
  const t = useTranslations('worklist');
  const common = useTranslations('common');
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  const pickerId = useId();
  const [sent, setSent] = useState<string[]>([]);
  const { state, pending, formProps } = useActionForm(copyTicked);
  const failed = state?.ok === false ? state : undefined;
  const personError = failed?.fieldErrors['person[]'];
  const problems = failed ? [failed.formError, ...Object.values(failed.fieldErrors)].filter((text) => text) : [];
  useEffect(() => {
    if (failed) box.current?.focus();
  }, [failed]);

  if (state?.ok === true && state.outcomes)
    return (
      <OutcomeList
        outcomes={state.outcomes}
        formProps={formProps}
        fields={sent.map((value) => ({ name: 'person[]', value }))}
        pending={pending}
        onBack={() => router.push(backHref)}
      />
    );
  return (
    <form
      {...formProps}
      aria-busy={pending || undefined}
      onSubmit={(event) => {
        setSent(new FormData(event.currentTarget).getAll('person[]').map(String));
        formProps.onSubmit(event);
      }}
    >
      {problems.length > 0 && (
        <ErrorSummary
          boxRef={box}
          title={common('errorSummary', { count: problems.length })}
          separator={common('labelSeparator')}
          items={problems.map((message) => ({ message: message ?? '', href: `#${pickerId}` }))}
        />
      )}
      {cases.map((value) => (
        <input key={value} type="hidden" name="case[]" value={value} />
      ))}
      <div id={pickerId} tabIndex={-1}>
        <Field
          name="person[]"
          label={t('copy.people')}
          hint={t('copy.peopleHint')}
          group
          required
          {...(personError ? { error: personError } : {})}
        >
          <PeoplePicker name="person[]" people={people} />
        </Field>
      </div>
      <SaveBar>
        <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
          {pending ? common('submitting') : t('copy.send')}
        </Button>
        <ButtonLink href={backHref}>{common('cancel')}</ButtonLink>
      </SaveBar>
    </form>
  );
}
