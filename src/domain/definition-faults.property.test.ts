import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDefinition } from '../../tests/support/random-definition';
import { type FaultCode, findDefinitionFaults } from './definition-faults';
import { type ProgrammeBody, usesStage } from './programme';

const publishable = anyDefinition.filter((body) => findDefinitionFaults(body).length === 0);

type Planted = {
  code: FaultCode;
  fits?: (body: ProgrammeBody) => boolean;
  plant: (body: ProgrammeBody) => ProgrammeBody;
};
const hasHead = (body: ProgrammeBody) => body.authority.some((row) => row.upToFen === null);
const PLANTED: Planted[] = [
  {
    code: 'STAGE_MISSING',
    plant: (body) => ({ ...body, stages: body.stages.filter((row) => row.stage !== 'DECISION') }),
  },
  { code: 'STAGE_TWICE', plant: (body) => ({ ...body, stages: [...body.stages, ...body.stages.slice(0, 1)] }) },
  {
    code: 'LOAN_NEEDS_CONTRACT',
    fits: (body) => body.financing === 'LOAN',
    plant: (body) => ({ ...body, stages: body.stages.filter((row) => row.stage !== 'CONTRACT') }),
  },
  { code: 'CLOSING_MISSING', plant: (body) => ({ ...body, closings: ['compensate'] }) },
  {
    code: 'CLOSING_NOT_FOR_GRANT',
    fits: (body) => body.financing === 'GRANT',
    plant: (body) => ({ ...body, closings: ['certify', 'writeOff'] }),
  },
  { code: 'KIND_TWICE', plant: (body) => ({ ...body, applicants: [...body.applicants, ...body.applicants] }) },
  {
    code: 'AMOUNTS_CROSSED',
    plant: (body) => ({
      ...body,
      applicants: body.applicants.map((row) => ({ ...row, minimumFen: row.maximumFen + 1n })),
    }),
  },
  {
    code: 'REQUIREMENT_NOBODY_UPLOADS',
    plant: (body) => ({ ...body, catalogue: body.catalogue.map((row) => ({ ...row, visibleTo: ['AUDITOR'] })) }),
  },
  { code: 'CODE_TWICE', plant: (body) => ({ ...body, catalogue: [...body.catalogue, ...body.catalogue] }) },
  {
    code: 'AUTHORITY_GAP',
    fits: hasHead,
    plant: (body) => ({ ...body, authority: body.authority.map((row) => ({ ...row, upToFen: 1n })) }),
  },
  {
    code: 'AUTHORITY_TWICE',
    fits: (body) => body.authority.length > 0,
    plant: (body) => ({ ...body, authority: [...body.authority, ...body.authority.slice(0, 1)] }),
  },
  {
    code: 'AUTHORITY_UNREACHABLE',
    fits: (body) => body.authority.length === 1 && hasHead(body) && body.authority[0]?.level !== 'HEAD_OFFICE',
    plant: (body) => ({
      ...body,
      authority: [...body.authority, { level: 'HEAD_OFFICE', applicantKind: null, upToFen: 5n, approvals: 1 }],
    }),
  },
  { code: 'PAYMENTS_SUM', plant: (body) => ({ ...body, payments: [...body.payments, ...body.payments] }) },
  {
    code: 'PAYMENT_NEEDS_CHECK',
    fits: (body) => body.payments.some((row) => row.milestone !== 'START'),
    plant: (body) => ({ ...body, completionCheck: false }),
  },
  {
    code: 'FIRST_PAYMENT_OUT_OF_REACH',
    fits: (body) => body.completionCheck && !usesStage(body, 'CONTRACT'),
    plant: (body) => ({ ...body, payments: body.payments.map((row) => ({ ...row, milestone: 'COUNTY_CHECK' })) }),
  },
];

describe('a fault planted into a definition that may be published', () => {
  it.each(PLANTED.map((row) => [row.code, row] as const))('%s is found', (code, { fits = () => true, plant }) => {
    fc.assert(
      fc.property(publishable.filter(fits), (body) => {
        expect(findDefinitionFaults(plant(body)).map((row) => row.code)).toContain(code);
      }),
      { numRuns: 100 },
    );
  });
});
