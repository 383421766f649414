import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { ButtonLink } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/choices';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { DateInput, Select, TextArea, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { discard, draftVersion, publish, retire, review } from '../actions';
import type { DefinitionView } from '../queries';
import { reviewsIn } from '../reviews-in';

type Work = { actor: Actor; definition: DefinitionView };

/** What this person may do with a version where it stands: edit, review, publish, copy, retire. */
export function DefinitionWork({
  actor,
  definition,
  provinces,
}: Work & { provinces: readonly { id: number; name: string }[] }) {
  const t = useTranslations('programmes.work');
  const { state, id } = definition;
  const isOpen = state === 'DRAFT' || state === 'REVIEWED';
  const isPublished = state === 'IN_FORCE' || state === 'COMING';
  const writes = can(actor, 'programme.write');
  return (
    <div className="screen-only pt-4">
      {isOpen && definition.reviewRemark && state === 'DRAFT' && (
        <SayBar tone="amber" className="mb-4">
          {t('returned', { remark: definition.reviewRemark })}
        </SayBar>
      )}
      {state === 'REVIEWED' && can(actor, 'programme.publish') && <PublishPanel definition={definition} />}
      {isOpen && <ReviewPanel actor={actor} definition={definition} />}
      <div className="mt-4 flex flex-wrap gap-3">
        {state === 'DRAFT' && writes && <ButtonLink href={`/programmes/${id}/edit`}>{t('edit')}</ButtonLink>}
        {isOpen && writes && (
          <ConfirmDialog
            trigger={t('discard')}
            triggerVariant="danger"
            title={t('discard')}
            description={t('discardWhat')}
          >
            <ActionForm action={discard} aria-label={t('discard')}>
              <input type="hidden" name="definitionId" value={id} />
              <SubmitButton variant="danger">{t('discard')}</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        )}
        {!isOpen && writes && (
          <ConfirmDialog trigger={t('startDraft')} title={t('startDraft')} description={t('startDraftWhat')}>
            <ActionForm action={draftVersion} aria-label={t('startDraft')}>
              <input type="hidden" name="definitionId" value={id} />
              <Field name="province" label={t('startDraftIn')}>
                <Select
                  options={provinces.map((row) => ({ value: String(row.id), label: row.name }))}
                  defaultValue={String(definition.provinceId)}
                />
              </Field>
              <SubmitButton>{t('startDraft')}</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        )}
        {isPublished && can(actor, 'programme.publish') && (
          <ConfirmDialog
            trigger={t('retire')}
            triggerVariant="danger"
            title={t('retire')}
            description={t('retireWhat')}
          >
            <ActionForm action={retire} aria-label={t('retire')}>
              <input type="hidden" name="definitionId" value={id} />
              <SubmitButton variant="danger">{t('retire')}</SubmitButton>
            </ActionForm>
          </ConfirmDialog>
        )}
      </div>
    </div>
  );
}

/** Why it cannot be reviewed now, or the form for it. */
function ReviewPanel({ actor, definition }: Work) {
  const t = useTranslations('programmes.work');
  if (!reviewsIn(actor, definition.provinceId)) return null;
  const faults = definition.faults.length;
  if (definition.wrote)
    return (
      <SayBar tone="amber" {...(faults > 0 ? { detail: t('mendFirst', { count: faults }) } : {})}>
        {definition.state === 'DRAFT' ? t('waitsForReview') : t('ownDraft')}
      </SayBar>
    );
  const outcomes = definition.state === 'DRAFT' ? (['REVIEWED', 'RETURNED'] as const) : (['RETURNED'] as const);
  return (
    <ConfirmPanel title={t('review')} why={faults > 0 ? t('mendFirst', { count: faults }) : t('reviewWhy')}>
      <ActionForm action={review} aria-label={t('review')}>
        <input type="hidden" name="definitionId" value={definition.id} />
        <input type="hidden" name="revision" value={definition.revision} />
        <Field name="outcome" label={t('reviewOutcome')} group required>
          <RadioGroup choices={outcomes.map((value) => ({ value, label: t(`outcomes.${value}`) }))} />
        </Field>
        <Field name="remark" label={t('remark')} hint={t('remarkHint')}>
          <TextArea maxLength={500} />
        </Field>
        <SubmitButton>{t('reviewSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

function PublishPanel({ definition }: { definition: DefinitionView }) {
  const t = useTranslations('programmes');
  return (
    <ConfirmPanel title={t('work.publish')} why={t('work.publishWhat')} className="mb-4">
      <ActionForm action={publish} aria-label={t('work.publish')}>
        <input type="hidden" name="definitionId" value={definition.id} />
        <Field name="effectiveFrom" label={t('work.effectiveFrom')} required>
          <DateInput />
        </Field>
        <Field name="documentNumber" label={t('documentNumber')} required>
          <TextInput width="medium" maxLength={100} />
        </Field>
        <SubmitButton>{t('work.publishSubmit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
