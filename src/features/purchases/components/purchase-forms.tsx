import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { ConfirmPanel } from '@/components/ui/panels';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatAmount } from '@/domain/money';
import { AmountEntry } from '@/features/amount-entry';
import { add, sell } from '../actions';
import type { PurchaseView } from '../queries';

/** One more line of the order, within what is left of what was approved. */
export async function LineForm({ view }: { view: PurchaseView }) {
  const t = await getTranslations('purchases');
  const leftFen = (view.facts.approvedAmountFen ?? 0n) - view.orderedFen;
  return (
    <ConfirmPanel title={t('add.title')} why={t('add.left', { amount: formatAmount(leftFen, 'YUAN') })}>
      <ActionForm action={add} aria-label={t('add.title')} resetOnSuccess>
        <input type="hidden" name="caseId" value={view.facts.id} />
        <Field name="product" label={t('columns.product')} required>
          <TextInput width="full" maxLength={100} />
        </Field>
        <Field name="unit" label={t('add.unit')} hint={t('add.unitHint')} required>
          <TextInput width="short" maxLength={20} />
        </Field>
        <Field name="orderedBy" label={t('columns.orderedBy')} hint={t('add.orderedByHint')} required>
          <TextInput width="full" maxLength={100} />
        </Field>
        <Field name="quantity" label={t('columns.quantity')} required>
          <TextInput width="short" maxLength={12} inputMode="numeric" />
        </Field>
        <Field name="unitPrice" label={t('short.unitPrice')} required>
          <AmountEntry unit="YUAN" />
        </Field>
        <SubmitButton>{t('add.submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}

/** How many of a line are sold by now, in all. */
export async function SalesForm({ view }: { view: PurchaseView }) {
  const t = await getTranslations('purchases');
  return (
    <ConfirmPanel title={t('sell.title')} why={t('sell.why')} className="mt-4">
      <ActionForm action={sell} aria-label={t('sell.title')} resetOnSuccess>
        <input type="hidden" name="caseId" value={view.facts.id} />
        <Field name="lineId" label={t('columns.product')} required>
          <Select
            width="full"
            placeholder={t('choose')}
            options={view.lines.map((line) => ({
              value: line.id,
              label: `${line.product} ${line.quantity} ${line.unit}`,
            }))}
          />
        </Field>
        <Field name="sold" label={t('sell.sold')} required>
          <TextInput width="short" maxLength={12} inputMode="numeric" />
        </Field>
        <SubmitButton>{t('sell.submit')}</SubmitButton>
      </ActionForm>
    </ConfirmPanel>
  );
}
