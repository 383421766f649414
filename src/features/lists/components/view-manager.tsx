import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select, TextInput } from '@/components/ui/inputs';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ListName } from '@/domain/lists';
import { ROLES } from '@/domain/permissions';
import { chooseDefaultView, deleteSavedView, keepView, renameSavedView } from '../actions';
import type { Arrangement, ViewRow } from '../queries';
import { foldClass, foldedClass } from './fold';

type Props = { arrangement: Arrangement<ListName>; query: string; mayShare: boolean };

const NOT_SHARED_WITH = /_ADMIN$/;

/** Saves the present filters as a view, and changes the views one may change. */
export async function ViewManager({ arrangement, query, mayShare }: Props) {
  const t = await getTranslations('lists');
  const roles = await getTranslations('roles');
  const { list, views, defaultViewId } = arrangement;
  return (
    <details className={foldClass}>
      <summary className="inline-block py-1 text-accent max-md:py-2.5">{t('views.manage')}</summary>
      <div className={foldedClass}>
        <ActionForm
          action={keepView}
          className="flex flex-wrap items-end gap-x-4 gap-y-2 pb-3"
          aria-label={t('views.save')}
          resetOnSuccess
        >
          <input type="hidden" name="list" value={list} />
          <input type="hidden" name="query" value={query} />
          <Field name="name" label={t('views.name')} hint={t('views.nameHint')} required>
            <TextInput width="medium" maxLength={60} autoComplete="off" />
          </Field>
          {mayShare && (
            <Field name="role" label={t('views.for')}>
              <Select
                placeholder={t('views.own')}
                options={ROLES.filter((role) => !NOT_SHARED_WITH.test(role)).map((role) => ({
                  value: role,
                  label: t('views.role', { role: roles(role) }),
                }))}
              />
            </Field>
          )}
          <SubmitButton variant="default">{t('views.save')}</SubmitButton>
        </ActionForm>
        {views.length === 0 && <p className="pb-2 text-sm text-ink-2">{t('views.none')}</p>}
        <ul>
          {views.map((view) => (
            <ViewLine key={view.id} list={list} view={view} isDefault={view.id === defaultViewId} />
          ))}
        </ul>
      </div>
    </details>
  );
}

async function ViewLine({ list, view, isDefault }: { list: ListName; view: ViewRow; isDefault: boolean }) {
  const t = await getTranslations('lists');
  const roles = await getTranslations('roles');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-rule py-1.5">
      <span className="min-w-40">
        {view.name}{' '}
        <span className="text-xs text-ink-3">
          {view.role && t('views.shared', { role: roles(view.role) })} {isDefault && t('views.isDefault')}
        </span>
      </span>
      {view.mine && (
        <ActionForm action={renameSavedView} className="flex items-center gap-2" aria-label={t('views.rename')}>
          <input type="hidden" name="viewId" value={view.id} />
          <TextInput name="name" width="medium" aria-label={t('views.name')} defaultValue={view.name} />
          <SubmitButton variant="text">{t('views.rename')}</SubmitButton>
        </ActionForm>
      )}
      <ActionForm action={chooseDefaultView} aria-label={t('views.default')}>
        <input type="hidden" name="list" value={list} />
        <input type="hidden" name="viewId" value={isDefault ? '' : view.id} />
        <SubmitButton variant="text">{isDefault ? t('views.noDefault') : t('views.default')}</SubmitButton>
      </ActionForm>
      {view.mine && (
        <ConfirmDialog
          trigger={t('views.delete')}
          triggerVariant="text"
          title={t('views.deleteTitle', { name: view.name })}
          description={t('views.deleteText')}
        >
          <ActionForm action={deleteSavedView}>
            <input type="hidden" name="viewId" value={view.id} />
            <SubmitButton variant="danger">{t('views.delete')}</SubmitButton>
          </ActionForm>
        </ConfirmDialog>
      )}
    </li>
  );
}
