import { getTranslations } from 'next-intl/server';
import { DataList, type Fact } from '@/components/ui/data-list';
import { Link } from '@/components/ui/link';
import type { Actor } from '@/domain/actor';
import { dayOf } from '@/domain/calendar';
import { MISSING } from '@/domain/money';
import { currentTime } from '@/server/clock';
import { findApplicant } from '../queries';
import { type RevealChoice, RevealForm } from './reveal-form';

/** Who applies, for the case page: numbers masked, in full only on a reason. */
export async function ApplicantFacts({ actor, caseId }: { actor: Actor; caseId: string }) {
  const t = await getTranslations('applicants');
  const cases = await getTranslations('cases');
  const view = await findApplicant(actor, caseId, dayOf(currentTime()));
  if (!view) return null;
  const { person, entity } = view;
  const facts: Fact[] = [{ label: t('facts.name'), value: view.name, note: cases(`applicantKinds.${view.kind}`) }];
  const choices: RevealChoice[] = [];
  if (person) {
    facts.push(
      {
        label: t('fields.IDENTITY_NUMBER'),
        value: person.identityNumber,
        note:
          person.sex && person.age !== null
            ? t('sexAndAge', { sex: t(`sexes.${person.sex}`), age: person.age })
            : undefined,
      },
      { label: t('fields.PHONE'), value: person.phone },
      {
        label: t('facts.household'),
        value: person.householdInReach ? (
          <Link href={`/households/${person.householdId}`}>{t('memberCount', { count: person.members })}</Link>
        ) : (
          t('memberCount', { count: person.members })
        ),
      },
    );
    if (person.hasIdentityNumber) choices.push({ field: 'IDENTITY_NUMBER', subjectId: person.id });
    if (person.hasPhone) choices.push({ field: 'PHONE', subjectId: person.id });
    if (person.hasAddress) choices.push({ field: 'ADDRESS', subjectId: person.householdId });
  }
  if (entity) {
    facts.push(
      {
        label: t('facts.creditCode'),
        value: entity.inReach ? <Link href={`/entities/${entity.id}`}>{entity.creditCode}</Link> : entity.creditCode,
      },
      { label: t('facts.contact'), value: entity.contactName },
      { label: t('fields.CONTACT_PHONE'), value: entity.contactPhone },
    );
    if (entity.hasContactPhone) choices.push({ field: 'CONTACT_PHONE', subjectId: entity.id });
  }
  facts.push(
    { label: t('facts.payee'), value: view.payeeName ?? MISSING },
    { label: t('fields.PAYEE_ACCOUNT'), value: view.payeeAccount },
  );
  if (view.hasPayeeAccount) choices.push({ field: 'PAYEE_ACCOUNT', subjectId: caseId });
  return (
    <div>
      <DataList facts={facts} />
      {view.mayReveal && choices.length > 0 && <RevealForm choices={choices} caseId={caseId} />}
    </div>
  );
}
