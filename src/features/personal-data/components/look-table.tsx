import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/ui/action-form';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { TextInput } from '@/components/ui/inputs';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { allowMoreLooks } from '../actions';
import type { LookRow } from '../queries-looks';

/** The looks of today by person; who is at the limit has the form that allows more. */
export function LookTable({ rows }: { rows: readonly LookRow[] }) {
  const t = useTranslations('administration');
  const locale = useLocale();
  return (
    <Table caption={t('sections.looks')}>
      <thead>
        <tr>
          <Th>{t('looks.person')}</Th>
          <Th>{t('looks.organisation')}</Th>
          <Th num>{t('looks.count')}</Th>
          <Th num>{t('looks.limit')}</Th>
          <Th>{t('looks.state')}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.userId}>
            <RowHead phone="title">{labelOf(row.name, locale)}</RowHead>
            <Td phone="line" label={t('looks.organisation')}>
              {labelOf(row.organisation, locale)}
            </Td>
            <Td num phone="line" label={t('looks.count')}>
              {row.looks}
            </Td>
            <Td num phone="line" label={t('looks.limit')}>
              {row.limit}
            </Td>
            <Td phone="line" label={t('looks.state')}>
              <Status tone={row.isUsedUp ? 'red' : 'green'}>{t(row.isUsedUp ? 'looks.over' : 'looks.within')}</Status>
              {row.isUsedUp && <AllowForm userId={row.userId} person={labelOf(row.name, locale)} />}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function AllowForm({ userId, person }: { userId: string; person: string }) {
  const t = useTranslations('administration');
  return (
    <ActionForm action={allowMoreLooks} aria-label={t('looks.doTitle', { person })} className="screen-only mt-2">
      <input type="hidden" name="userId" value={userId} />
      <details>
        <summary className={buttonClass('default', 'small', 'cursor-pointer list-none')}>{t('looks.allow')}</summary>
        <div className="mt-3 max-w-100">
          <Field name="extra" label={t('looks.extra')} required>
            <TextInput width="short" inputMode="numeric" />
          </Field>
          <Field name="reason" label={t('looks.reason')} required>
            <TextInput autoComplete="off" maxLength={200} />
          </Field>
          <SubmitButton>{t('looks.allow')}</SubmitButton>
        </div>
      </details>
    </ActionForm>
  );
}
