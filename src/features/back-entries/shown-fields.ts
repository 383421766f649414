import { fieldsOfStep, hasField, isBehind, type PaperField, stepOf } from '@/domain/back-entry-fields';
import { PARTS, type PartName } from './fields';
import type { BackEntryView } from './queries';

export type Shown = {
  /** the programme knows it, and the case has taken the step of whose papers it is */
  asks: (field: PaperField) => boolean;
  /** asked, or filled in although it is not, so that it can be emptied */
  shows: (field: PaperField) => boolean;
  showsPart: (part: PartName) => boolean;
};

type About = Pick<BackEntryView, 'definition' | 'applicantKind' | 'stage' | 'typed'>;

/** What the form and the facts of an entry show; `drafted` names what a draft not saved yet fills in. */
export function shownOf(view: About, drafted: readonly string[] = []): Shown {
  const { definition, stage } = view;
  const filled = [...Object.keys(view.typed), ...drafted];
  const asks = (field: PaperField) => {
    const step = stepOf(field);
    return (step === null || isBehind(step, stage)) && (definition === null || hasField(definition, view, field));
  };
  const shows = (field: PaperField) =>
    asks(field) || filled.some((name) => name === field || name.startsWith(`${field}.`));
  const showsPart = (part: PartName) =>
    PARTS.some((row) => row.part === part && fieldsOfStep(row.step).some((field) => shows(field)));
  return { asks, shows, showsPart };
}
