import type { FormValues } from '@/lib/action-result';

/** A form that saves a part of a draft carries the revision that its page goes on from under this name. */
export const REVISION_NAME = 'draftRevision';

type Named = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function controlsOf(form: HTMLFormElement): Named[] {
  return Array.from(form.elements).filter(
    (element): element is Named =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLSelectElement ||
        element instanceof HTMLTextAreaElement) &&
      element.name !== '' &&
      !element.name.startsWith('$ACTION') &&
      element.name !== REVISION_NAME &&
      element.type !== 'file',
  );
}

/** What stands in a form; a choice that nobody has made is there too, as an empty text, so that it is restored as such. */
export function readForm(form: HTMLFormElement): FormValues {
  const typed = new FormData(form);
  const values: FormValues = {};
  for (const { name } of controlsOf(form)) {
    const all = typed.getAll(name).filter((entry) => typeof entry === 'string');
    values[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  return values;
}

/** The names of what the form carries without showing it: which case, which version. */
export function hiddenNames(form: HTMLFormElement): string[] {
  return controlsOf(form)
    .filter((control) => control.type === 'hidden')
    .map((control) => control.name);
}

const textOf = (element: Element | null | undefined) => element?.textContent?.trim() ?? '';

/** How the page calls a field. */
export function labelOfField(form: HTMLFormElement, name: string): string {
  const control = controlsOf(form).find((entry) => entry.name === name);
  const group = control?.type === 'radio' || control?.type === 'checkbox' ? control.closest('fieldset') : null;
  return textOf(group?.querySelector('legend')) || textOf(control?.labels?.[0]) || name;
}

/** A value in the words of the page: the label of what was chosen, or the text itself. */
export function wordsOfValue(form: HTMLFormElement, name: string, value: string | string[] | undefined): string {
  const values = (Array.isArray(value) ? value : [value ?? '']).filter((entry) => entry !== '');
  const controls = controlsOf(form).filter((control) => control.name === name);
  return values
    .map((entry) => {
      for (const control of controls) {
        if (control instanceof HTMLSelectElement)
          return textOf(Array.from(control.options).find((option) => option.value === entry)) || entry;
        if ((control.type === 'radio' || control.type === 'checkbox') && control.value === entry)
          return textOf(control.labels?.[0]) || entry;
      }
      return entry;
    })
    .join(', ');
}
