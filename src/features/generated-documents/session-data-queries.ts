import 'server-only';
import { dayOf } from '@/domain/calendar';
import { formatRate } from '@/domain/money';
import type { GroupData, RowData } from '@/domain/template-fields';
import { sessionMinutesData } from '@/features/sessions/minutes-queries';
import type { Tx } from '@/server/db';
import { words, zh } from './case-source';
import type { TemplateData } from './fill-template';

/** What fills the minutes of a session; what was taken off the agenda without a vote is not spoken of. */
export async function sessionDocumentData(tx: Tx, sessionId: string, documentNumber: string): Promise<TemplateData> {
  const minutes = await sessionMinutesData(tx, sessionId);
  const t = words();
  const items = minutes.items.filter((row) => row.result !== 'REMOVED' || row.votes.length > 0);
  const values: GroupData<'SESSION'> = {
    sessionNumber: minutes.number,
    sessionTitle: minutes.title,
    sessionOrganisation: zh(minutes.organisation),
    sessionPlace: minutes.place,
    sessionOn: minutes.openedAt && dayOf(minutes.openedAt),
    sessionClosedOn: minutes.closedAt && dayOf(minutes.closedAt),
    chair: zh(minutes.chair),
    voteMode: `${t(`sessions.modes.${minutes.mode}`)}${minutes.mode === 'RATIO' ? ` ${formatRate(minutes.ratioBps)}` : ''}`,
    quorum: minutes.quorum,
    presentCount: minutes.members.filter((row) => row.present).length,
    caseCount: items.length,
  };
  const lists: { members: RowData<'members'>[]; items: RowData<'items'>[] } = {
    members: minutes.members.map((row) => ({
      name: zh(row.name),
      present: t(`generated-documents.${row.present ? 'present' : 'absent'}`),
    })),
    items: items.map((row) => ({
      reference: row.reference,
      title: row.title,
      applicant: row.applicantName,
      amount: row.amountFen,
      term: row.termMonths,
      rate: row.rateBps,
      votesFor: row.votesFor,
      votesAgainst: row.votesAgainst,
      recusals: row.recusals,
      result: t(`sessions.itemStatuses.${row.result}`),
      opinion: row.opinion || null,
    })),
  };
  return { values: { programmeName: zh(minutes.programme), documentNumber, ...values }, lists };
}
