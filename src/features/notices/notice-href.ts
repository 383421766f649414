import type { NoticeRow } from './queries';

/** Where a notice leads; null when what it speaks of is no longer open to the reader. */
export function noticeHref(
  row: Pick<NoticeRow, 'kind' | 'caseId' | 'subjectId' | 'about'> & Partial<Pick<NoticeRow, 'payload'>>,
): string | null {
  switch (row.kind) {
    case 'INSTRUCTED':
    case 'INSTRUCTION_MOVED':
      return row.subjectId ? `/instructions/${row.subjectId}` : '/worklist';
    case 'HANDED_OVER':
      return row.subjectId ? `/hand-overs/${row.subjectId}` : '/worklist';
    case 'BACK_ENTRY_REFUSED':
      return row.subjectId ? `/back-entries/${row.subjectId}` : null;
    case 'MENTIONED':
      return row.about ? `/cases/${row.caseId}?tab=comments` : null;
    case 'SESSION_CALLED':
      return row.subjectId ? `/sessions/${row.subjectId}` : '/worklist';
    case 'CLAIM_FILED':
    case 'CLAIM_REVIEWED':
      return row.subjectId ? `/risk-funds/${row.subjectId}` : '/risk-funds';
    case 'DEFINITION_DRAFTED':
    case 'DEFINITION_REVIEWED':
      return row.subjectId ? `/programmes/${row.subjectId}` : '/programmes';
    case 'RAISE_ASKED':
    case 'RAISE_SETTLED':
      return row.subjectId ? `/authority/raises/${row.subjectId}` : '/authority';
    case 'QUOTA_TRANSFER_ASKED':
    case 'QUOTA_TRANSFER_SETTLED':
      return row.subjectId ? `/quotas/${row.subjectId}` : '/quotas';
    case 'BULLETIN_SUBMITTED':
    case 'BULLETIN_RETURNED':
    case 'BULLETIN_ISSUED':
    case 'BULLETIN_REPLIED':
      return row.subjectId ? `/bulletins/${row.subjectId}` : '/bulletins';
    case 'STAND_IN_GRANTED':
      return '/stand-ins';
    case 'POSTED':
      return '/authority';
    case 'DEVICE_NEW':
      return '/profile';
    case 'LOOKS_USED_UP':
      return '/admin/looks';
    case 'FACTOR_RESET':
      return '/profile/second-factor';
    case 'EXPORT_READY':
      return '/exports';
    case 'EXPORT_ASKED':
    case 'EXPORT_SETTLED':
      return row.subjectId ? `/exports/approvals/${row.subjectId}` : '/exports';
    case 'ANSWERED':
      if (row.subjectId) return `/instructions/${row.subjectId}`;
      return row.about ? `/cases/${row.caseId}?tab=documents` : null;
    case 'ASSIGNED':
    case 'RETURNED':
    case 'DUE':
    case 'URGED':
    case 'BACK_ENTRY_CONFIRMED':
    case 'COPIED':
    case 'OVERDUE':
    case 'TRANSFERRED':
    case 'OPINION_ASKED':
    case 'OPINION_GIVEN':
    case 'LANE_GRANTED':
      return row.about ? `/cases/${row.caseId}` : null;
    case 'PERIOD_DUE':
      return '/periods';
    case 'PERIOD_MOVED': {
      const { regionId, period, programmeId } = row.payload ?? {};
      return period ? `/periods/${regionId}/${period}?programme=${programmeId}` : '/periods';
    }
    case 'OBJECTION_RAISED':
      return row.about ? `/cases/${row.caseId}/public-notice` : null;
  }
}
