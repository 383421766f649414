import type { Actor } from '@/domain/actor';
import { cancelBulkImport, startBulkImport } from '@/features/bulk-imports/mutations';
import { recordCheck } from '@/features/completion/mutations';
import { getCompletion } from '@/features/completion/queries';
import { agreeLinkage, endLinkage, recordBenefit } from '@/features/linkages/mutations';
import { getLinkages } from '@/features/linkages/queries';
import { publishNotice, withdrawNotice } from '@/features/public-notices/mutations';
import {
  answerObjection,
  assignObjection,
  recordObjection,
  revealObjector,
} from '@/features/public-notices/mutations-objections';
import { getNoticeDesk } from '@/features/public-notices/queries';
import { addPurchaseLine, recordSales } from '@/features/purchases/mutations';
import { getPurchase } from '@/features/purchases/queries';
import { db } from '@/server/db';
import { projectUnderWay } from '../support/project';
import { actorFor, at, must } from '../support/world';
import type { Attempt } from './scope-attempts-rows';

const DAY = '2026-04-10';

/** What a project of given money has. */
const ids = {
  caseId: '',
  noticeId: '',
  objectionId: '',
  agreementId: '',
  linkedHouseholdId: '',
  lineId: '',
  importId: '',
};

/** A project under way with a notice, an objection to it, an agreement and a line of an order. */
export async function prepareProject(): Promise<void> {
  const { id: caseId } = await projectUnderWay();
  const [notice, agreement, county] = [
    await db().publicNotice.findFirstOrThrow({ where: { caseId } }),
    await db().linkageAgreement.findFirstOrThrow({ where: { caseId }, include: { households: true } }),
    await at('county', DAY),
  ];
  must(await recordObjection(county, { noticeId: notice.id, text: '试探', name: '试探', contact: null }));
  const objection = await db().objection.findFirstOrThrow({ where: { caseId } });
  const { id: lineId } = await db().purchaseLine.create({
    data: {
      caseId,
      sequence: 1,
      product: '试探',
      unit: '箱',
      quantity: 1,
      unitPriceFen: 1n,
      recordedById: county.actor.userId,
      recordedAt: county.now,
    },
  });
  const bytes = new TextEncoder().encode('试探');
  const { importId } = must(await startBulkImport(county, { fileName: '试探.csv', bytes }));
  Object.assign(ids, {
    caseId,
    importId,
    noticeId: notice.id,
    objectionId: objection.id,
    agreementId: agreement.id,
    linkedHouseholdId: agreement.households[0]?.id ?? '',
    lineId,
  });
}

const reason = '试探';
const days = { fromOn: DAY, toOn: '2026-05-10' };

/** By name, as ATTEMPTS of the test. */
export const PROJECT_ATTEMPTS: Record<string, Attempt | Attempt[]> = {
  cancelBulkImport: {
    owner: 'county',
    as: ['county-b', 'manager-b'],
    run: (ctx) => cancelBulkImport(ctx, { importId: ids.importId }),
  },
  publishNotice: {
    as: ['county-b', 'manager-b'],
    run: (ctx) => publishNotice(ctx, { caseId: ids.caseId, places: reason, complaintLine: '12317', ...days }),
  },
  withdrawNotice: {
    as: ['county-b', 'manager-b'],
    run: (ctx) => withdrawNotice(ctx, { noticeId: ids.noticeId, reason }),
  },
  recordObjection: {
    as: ['county-b', 'township-b'],
    run: (ctx) => recordObjection(ctx, { noticeId: ids.noticeId, text: reason, name: null, contact: null }),
  },
  assignObjection: {
    owner: 'county',
    as: 'county-b',
    run: async (ctx) => {
      const { userId: answererId } = await actorFor('township');
      return assignObjection(ctx, { objectionId: ids.objectionId, answererId });
    },
  },
  revealObjector: {
    owner: 'county',
    as: ['county-b', 'manager-b'],
    run: (ctx) => revealObjector(ctx, { objectionId: ids.objectionId, reason }),
  },
  answerObjection: {
    as: ['county-b', 'manager-b'],
    run: (ctx) => answerObjection(ctx, { objectionId: ids.objectionId, answer: reason }),
  },
  agreeLinkage: {
    as: 'county-b',
    run: (ctx) =>
      agreeLinkage(ctx, {
        caseId: ids.caseId,
        model: 'COMMITTEE_OPERATOR_HOUSEHOLD',
        signedOn: DAY,
        propertyRights: reason,
        termMonths: 1,
        benefitKind: 'JOB',
        promisedFen: 1n,
        householdIds: [],
      }),
  },
  recordBenefit: {
    owner: 'county',
    as: ['county-b', 'station-b'],
    run: (ctx) => recordBenefit(ctx, { linkedHouseholdId: ids.linkedHouseholdId, amountFen: 1n, receivedOn: DAY }),
  },
  endLinkage: {
    owner: 'county',
    as: ['county-b', 'township-b'],
    run: (ctx) => endLinkage(ctx, { agreementId: ids.agreementId, reason }),
  },
  recordCheck: {
    owner: 'township',
    as: 'township-b',
    run: (ctx) =>
      recordCheck(ctx, {
        caseId: ids.caseId,
        kind: 'FIRST_CHECK',
        checkedOn: DAY,
        grade: 'PASSED',
        findings: reason,
        rectifyBy: null,
      }),
  },
  addPurchaseLine: {
    as: ['county-b', 'lead-b'],
    run: (ctx) =>
      addPurchaseLine(ctx, {
        caseId: ids.caseId,
        product: reason,
        unit: '箱',
        orderedBy: '示例工会',
        quantity: 1,
        unitPriceFen: 1n,
      }),
  },
  recordSales: {
    as: ['county-b', 'manager-b'],
    run: (ctx) => recordSales(ctx, { lineId: ids.lineId, soldQuantity: 1 }),
  },
};

/** What the pages of a project read of it. */
export async function projectPages(actor: Actor, day: string): Promise<Record<string, unknown>> {
  const { caseId } = ids;
  return {
    publicNotice: await getNoticeDesk(actor, caseId, day),
    linkages: await getLinkages(actor, caseId),
    completion: await getCompletion(actor, caseId),
    purchase: await getPurchase(actor, caseId),
  };
}
