import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { ConfirmPanel } from '@/components/ui/panels';
import type { Actor } from '@/domain/actor';
import { can } from '@/domain/permissions';
import { labelOf } from '@/i18n/label';
import { currentTime } from '@/server/clock';
import { listInstructionsOfCase } from '../queries';
import { DeadlineWord, InstructionStatusWord } from './instruction-words';

/** The instructions on a case, and for a leader the way to a new one; nothing where there is neither. */
export async function CaseInstructions({ actor, caseId }: { actor: Actor; caseId: string }) {
  const rows = can(actor, 'instruction.read') ? await listInstructionsOfCase(actor, caseId, currentTime()) : null;
  const mayIssue = can(actor, 'instruction.issue');
  if (!rows || (rows.length === 0 && !mayIssue)) return null;
  const t = await getTranslations('instructions');
  const locale = await getLocale();
  return (
    <ConfirmPanel title={t('title')} className="not-first:mt-4">
      {rows.length === 0 && <p className="mt-1 text-sm text-ink-2">{t('noneOnCase')}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="border-b border-rule py-2 last:border-b-0">
            <Link href={`/instructions/${row.id}`} className="line-clamp-2">
              {row.text}
            </Link>
            <div className="flex flex-wrap items-center gap-x-3 text-sm text-ink-2">
              <span>{row.addressee ? labelOf(row.addressee.name, locale) : '--'}</span>
              <DeadlineWord row={row} />
              <InstructionStatusWord row={row} />
            </div>
          </li>
        ))}
      </ul>
      {mayIssue && (
        <ButtonLink href={`/instructions/new?case=${caseId}`} className="mt-2">
          {t('issueOnCase')}
        </ButtonLink>
      )}
    </ConfirmPanel>
  );
}
