import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { TextArea } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { COMMENT_LENGTH } from '@/domain/comment';
import { comment } from '../actions';
import { MentionChoice, type MentionPerson } from './mention-choice';

/** One more remark, with the people who are to be told of it. */
export async function CommentForm({ caseId, people }: { caseId: string; people: MentionPerson[] }) {
  const t = await getTranslations('comments');
  return (
    <ActionForm action={comment} resetOnSuccess className="mb-4 max-w-160" aria-label={t('write')}>
      <input type="hidden" name="caseId" value={caseId} />
      <Field name="text" label={t('text')} hint={t('textHint', { max: COMMENT_LENGTH })} required>
        <TextArea rows={3} />
      </Field>
      {people.length > 0 && <MentionChoice people={people} />}
      <SubmitButton variant="default">{t('post')}</SubmitButton>
    </ActionForm>
  );
}
