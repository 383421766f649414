import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { SectionHead } from '@/components/ui/heads';
import { TextArea } from '@/components/ui/inputs';
import { Section } from '@/components/ui/page';
import { SubmitButton } from '@/components/ui/submit-button';
import { add, change, remove } from '../actions';
import type { PhraseView } from '../queries';
import { MAX_PHRASE_CHARACTERS, MAX_PHRASES, type PhraseKeeper } from '../schema';

type Props = { keeper: PhraseKeeper; phrases: readonly PhraseView[]; mayWrite: boolean };

/** One person's or one organisation's phrases, each with its own small forms, and the form that adds another. */
export async function PhraseList({ keeper, phrases, mayWrite }: Props) {
  const t = await getTranslations('phrases');
  const id = `phrases-${keeper.toLowerCase()}`;
  return (
    <Section aria-labelledby={id}>
      <SectionHead id={id} note={t(`note.${keeper}`, { count: phrases.length, max: MAX_PHRASES })}>
        {t(`heading.${keeper}`)}
      </SectionHead>
      {phrases.length === 0 ? (
        <EmptyState title={t(mayWrite ? `none.${keeper}` : 'noneToRead')} />
      ) : (
        <ul className="max-w-180 border-t border-rule">
          {phrases.map((phrase) => (
            <li key={phrase.id} className="border-b border-rule-soft py-2">
              <p className="whitespace-pre-line">{phrase.text}</p>
              {mayWrite && <PhraseForms phrase={phrase} />}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && phrases.length < MAX_PHRASES && (
        <ActionForm action={add} resetOnSuccess aria-label={t(`add.${keeper}`)} className="mt-4 max-w-180">
          <input type="hidden" name="keeper" value={keeper} />
          <Field name="text" label={t(`add.${keeper}`)} hint={t('hint', { max: MAX_PHRASE_CHARACTERS })}>
            <TextArea rows={2} />
          </Field>
          <SubmitButton variant="default">{t('addSubmit')}</SubmitButton>
        </ActionForm>
      )}
    </Section>
  );
}

async function PhraseForms({ phrase }: { phrase: PhraseView }) {
  const t = await getTranslations('phrases');
  const short = Array.from(phrase.text).slice(0, 12).join('');
  return (
    <div className="mt-1 flex flex-wrap items-start gap-x-5">
      <details className="min-w-0 open:w-full">
        <summary className="inline-block py-1 text-sm text-accent max-md:py-2.75">
          {t('change')}
          <span className="sr-only">{short}</span>
        </summary>
        <ActionForm action={change} aria-label={t('changeNamed', { text: short })} className="pt-1 pb-2">
          <input type="hidden" name="phraseId" value={phrase.id} />
          <Field name="text" label={t('text')} className="mb-2">
            <TextArea rows={2} defaultValue={phrase.text} />
          </Field>
          <SubmitButton variant="default" size="small">
            {t('save')}
          </SubmitButton>
        </ActionForm>
      </details>
      <ActionForm action={remove} aria-label={t('removeNamed', { text: short })}>
        <input type="hidden" name="phraseId" value={phrase.id} />
        <SubmitButton variant="text" size="small">
          {t('remove')}
          <span className="sr-only">{short}</span>
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
