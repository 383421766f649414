import { useTranslations } from 'next-intl';
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

/** Each kind with its years and the document that says so. */
export function RuleLines({ rules }: Pick<DueRow, 'rules'>) {
  const t = useTranslations('retention');
  return (
    <ul>
      {rules.map((rule) => (
        <li key={rule.kind}>
          {t('years', { kind: t(`kinds.${rule.kind}`), years: rule.years })}
          <span className="block text-xs text-ink-2">{rule.documentNumber}</span>
        </li>
      ))}
    </ul>
  );
}
