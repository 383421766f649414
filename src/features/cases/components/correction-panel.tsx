import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextArea, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import { Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { correct, settle } from '../actions';
import { CORRECTION_FIELDS } from '../correction-fields';
import type { CaseView } from '../queries';

/** 更正: what waits for the second person, and the form that asks for one. */
export async function CorrectionPanel({
  view,
  mayAsk,
  maySettle,
}: {
  view: CaseView;
  mayAsk: boolean;
  maySettle: boolean;
}) {
  const t = await getTranslations('cases');
  const locale = await getLocale();
  const { facts } = view;
  const hidden = (
    <>
      <input type="hidden" name="caseId" value={facts.id} />
      <input type="hidden" name="version" value={facts.version} />
    </>
  );
  return (
    <>
      {view.corrections.length > 0 && (
        <Table caption={t('correction.open')}>
          <thead>
            <tr>
              <Th>{t('correction.field')}</Th>
              <Th>{t('fields.reason')}</Th>
              <Th>{t('correction.requestedBy')}</Th>
              <Th>{t('correction.settle')}</Th>
            </tr>
          </thead>
          <tbody>
            {view.corrections.map((correction) => (
              <tr key={correction.id}>
                <Td phone="title">{t(`correction.fields.${correction.field}` as never)}</Td>
                <Td label={t('fields.reason')}>{correction.reason}</Td>
                <Td label={t('correction.requestedBy')}>
                  {correction.requestedBy ? labelOf(correction.requestedBy, locale) : '--'}
                </Td>
                <Td>
                  {correction.yours || !maySettle ? (
                    t('correction.waits')
                  ) : (
                    <ActionForm action={settle} className="flex gap-2" aria-label={t('correction.settle')}>
                      {hidden}
                      <input type="hidden" name="correctionId" value={correction.id} />
                      <button type="submit" name="confirmed" value="yes" className="text-accent max-md:min-h-11">
                        {t('correction.confirm')}
                      </button>
                      <button type="submit" name="confirmed" value="no" className="text-red max-md:min-h-11">
                        {t('correction.refuse')}
                      </button>
                    </ActionForm>
                  )}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {mayAsk && (
        <ActionForm action={correct} className="mt-4 max-w-140">
          {hidden}
          <Field name="field" label={t('correction.field')} required>
            <Select
              placeholder={t('choose')}
              options={CORRECTION_FIELDS.map((field) => ({ value: field, label: t(`correction.fields.${field}`) }))}
            />
          </Field>
          <Field name="value" label={t('correction.value')} hint={t('correction.valueHint')} required>
            <TextInput width="long" />
          </Field>
          <Field name="reason" label={t('fields.reason')} required>
            <TextArea rows={3} />
          </Field>
          <SubmitButton>{t('correction.ask')}</SubmitButton>
        </ActionForm>
      )}
    </>
  );
}
