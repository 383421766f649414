import { useLocale, useTranslations } from 'next-intl';
import { SayBar } from '@/components/ui/say-bar';
import type { Label } from '@/domain/actor';
import { findAuthorityFaults } from '@/domain/authority-faults';
import type { Day } from '@/domain/calendar';
import type { ApplicantKind } from '@/domain/stage';
import { labelOf } from '@/i18n/label';

type Row = {
  id: string;
  organisationId: string;
  programmeId: string;
  organisation: Label;
  applicantKind: ApplicantKind | null;
  upToFen: bigint | null;
  approvals: number;
  validFrom: Day;
  validTo: Day | null;
};

/** Gaps, overlaps and odd ladders among the rows, each in a sentence; nothing where all is well. */
export function AuthorityFaults({ rows, today }: { rows: readonly Row[]; today: Day }) {
  const t = useTranslations('administration');
  const cases = useTranslations('cases');
  const locale = useLocale();
  const programmes = [...new Set(rows.map(({ programmeId }) => programmeId))];
  const faults = programmes.flatMap((id) =>
    findAuthorityFaults(
      rows.filter(({ programmeId }) => programmeId === id),
      today,
    ),
  );
  if (faults.length === 0) return null;
  const nameOf = (id: string) => rows.find(({ organisationId }) => organisationId === id)?.organisation;
  return (
    <SayBar
      tone="amber"
      className="my-4"
      detail={
        <ul>
          {faults.map((fault) => (
            <li key={`${fault.kind} ${fault.organisationId} ${fault.applicantKind} ${fault.from} ${fault.to}`}>
              {t(`authorityFault.${fault.kind}`, {
                organisation: labelOf(nameOf(fault.organisationId) ?? { zh: '', en: '' }, locale),
                applicant: fault.applicantKind ? cases(`applicantKinds.${fault.applicantKind}`) : t('everyApplicant'),
                from: fault.from,
              })}
            </li>
          ))}
        </ul>
      }
    >
      {t('authorityFaults')}
    </SayBar>
  );
}
