import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/components/ui/link';
import type { DueRow } from '../queries';

/** The cases of an applicant, each as a link. */
export function CaseLinks({ cases }: Pick<DueRow, 'cases'>) {
  const t = useTranslations('retention');
  if (cases.length === 0) return t('due.noCases');
  return cases.map(({ id, reference }) => (
    <Link key={id} href={`/cases/${id}`} className="mr-3 whitespace-nowrap">
      {reference}
    </Link>
  ));
}

/** The kinds with their years and the document that says so; what one document says alike stands together. */
export function RuleLines({ rules }: Pick<DueRow, 'rules'>) {
  const t = useTranslations('retention');
  const list = new Intl.ListFormat(useLocale(), { type: 'conjunction' });
  const alike = new Map<string, DueRow['rules']>();
  for (const rule of rules) {
    const key = `${rule.years} ${rule.documentNumber}`;
    alike.set(key, [...(alike.get(key) ?? []), rule]);
  }
  return (
    <ul>
      {[...alike].map(([key, [first, ...others]]) => (
        <li key={key}>
          {first &&
            t('years', {
              kind: list.format([first, ...others].map(({ kind }) => t(`kinds.${kind}`))),
              years: first.years,
            })}
          <span className="block text-xs text-ink-2">{first?.documentNumber}</span>
        </li>
      ))}
    </ul>
  );
}
