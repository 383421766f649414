import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { CheckboxGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { DateInput, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { BULLETIN_FIGURES, writeBulletinText } from '@/domain/bulletin-text';
import { formatAmount } from '@/domain/money';
import { edit } from '../actions';
import type { GoodCase } from '../case-queries';
import { figureValues } from '../document';
import type { BulletinContent, BulletinView } from '../view-queries';

type Props = { view: BulletinView; offered: readonly GoodCase[]; documentWord: string };

/** The words of a draft; figures stand in it by name and are filled when it is shown. */
export function EditForm({ view, offered, documentWord }: Props) {
  const t = useTranslations('bulletins');
  const { content } = view;
  const typed = (text: BulletinContent['overview']) => writeBulletinText(text, (figure) => t(`figures.${figure}`));
  return (
    <ActionForm action={edit} aria-label={t('edit')}>
      <input type="hidden" name="bulletinId" value={view.id} />
      <input type="hidden" name="revision" value={view.revision} />
      <Field name="title" label={t('titleField')} required>
        <TextInput width="full" maxLength={100} defaultValue={content.title} lang="zh-CN" />
      </Field>
      <Field name="documentWord" label={t('documentWord')} hint={t('documentWordHint')} required>
        <TextInput width="medium" maxLength={20} defaultValue={documentWord} lang="zh-CN" />
      </Field>
      <Field name="overview" label={t('overview')} hint={t('textHint')} required>
        <TextArea rows={8} maxLength={4000} defaultValue={typed(content.overview)} />
      </Field>
      <Field name="demands" label={t('demands')} hint={t('textHint')} required>
        <TextArea rows={7} maxLength={4000} defaultValue={typed(content.demands)} />
      </Field>
      <Field name="replyDueOn" label={t('replyDueOn')} hint={t('replyDueHint')} required>
        <DateInput defaultValue={content.replyDueOn} />
      </Field>
      {offered.length === 0 ? (
        <p className="my-3 text-sm text-ink-2">{t('noCases')}</p>
      ) : (
        <Field name="caseIds" label={t('cases')} hint={t('casesHint')} group>
          <CaseChoices offered={offered} picked={content.cases.map(({ caseId }) => caseId)} />
        </Field>
      )}
      <SubmitButton>{t('editSubmit')}</SubmitButton>
    </ActionForm>
  );
}

function CaseChoices({ offered, picked }: { offered: readonly GoodCase[]; picked: readonly string[] }) {
  const t = useTranslations('bulletins');
  const cases = useTranslations('cases');
  return (
    <CheckboxGroup
      defaultValues={picked}
      choices={offered.map(({ caseId, reference, applicantKind, place, disbursedFen, outcome }) => ({
        value: caseId,
        label: `${reference} ${place}`,
        hint: [
          cases(`applicantKinds.${applicantKind}`),
          `${formatAmount(disbursedFen, 'WAN')} ${cases('units.WAN')}`,
          outcome === null ? t('document.checked') : cases(`outcomes.${outcome}`),
        ].join(' · '),
      }))}
    />
  );
}

/** The figures that may stand in the text, each with what it says now. */
export function FigureList({ content }: { content: BulletinContent }) {
  const t = useTranslations('bulletins');
  const locale = useLocale();
  const values = figureValues(content);
  return (
    <section aria-label={t('figureList')}>
      <h2 className="text-md font-bold">{t('figureList')}</h2>
      <p className="mt-1 mb-2 text-sm text-ink-2">{t('figureListNote')}</p>
      <dl className="border-t border-rule">
        {BULLETIN_FIGURES.map((figure) => (
          <div key={figure} className="border-b border-rule-soft py-1">
            <dt className="text-sm" lang={locale}>{`〔${t(`figures.${figure}`)}〕`}</dt>
            <dd lang="zh-CN" className="text-xs text-ink-2">
              {values[figure]}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
