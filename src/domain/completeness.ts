import type { CaseFacts } from './case-facts';
import { can } from './permissions';
import { type Requirement, stageOf } from './programme';
import { type Stage, stageIndex } from './stage';

export type Gap = {
  requirement: Requirement;
  have: number;
  /** how many more files are owed */
  missing: number;
  /** files that still wait for the check */
  unchecked: number;
};

type DocumentFacts = Pick<CaseFacts, 'definition' | 'applicantKind' | 'documents' | 'reviewStep'>;

/** What the catalogue asks of this applicant, up to and including a stage (all stages without one). */
export function requirementsFor(facts: Pick<CaseFacts, 'definition' | 'applicantKind'>, upTo?: Stage): Requirement[] {
  return facts.definition.catalogue.filter(
    (row) =>
      row.applicantKinds.includes(facts.applicantKind) &&
      (upTo === undefined || stageIndex(row.stage) <= stageIndex(upTo)),
  );
}

/**
 * The list of gaps that stand against leaving a stage: required files missing or, where the catalogue asks it, unchecked.
 * Checking begins with acceptance, at the first review step whose people check files: before it nobody but the applicant's
 * helper and the village has seen them.
 */
export function documentGaps(facts: DocumentFacts, stage: Stage): Gap[] {
  return requirementsFor(facts, stage)
    .filter((requirement) => requirement.required)
    .map((requirement) => {
      const files = facts.documents.filter(
        (file) => file.requirementCode === requirement.code && file.status !== 'REJECTED' && !file.quarantined,
      );
      return {
        requirement,
        have: files.length,
        missing: Math.max(0, requirement.minimum - files.length),
        unchecked:
          requirement.checked && isCheckedBy(facts, stage)
            ? files.filter((file) => file.status !== 'CHECKED').length
            : 0,
      };
    })
    .filter((gap) => gap.missing > 0 || gap.unchecked > 0);
}

function isCheckedBy({ definition, reviewStep }: DocumentFacts, stage: Stage): boolean {
  if (stage === 'CONSULTATION') return false;
  if (stage !== 'ACCEPTANCE') return true;
  const step = stageOf(definition, stage).reviewSteps[reviewStep];
  return !step || can({ roles: [step.role] }, 'document.check');
}

/** Completeness as a number: requirements met out of requirements owed for this stage. */
export function completeness(facts: DocumentFacts, stage: Stage): { met: number; owed: number } {
  const owed = requirementsFor(facts, stage).filter((requirement) => requirement.required).length;
  return { met: owed - documentGaps(facts, stage).length, owed };
}
