import { getLocale, getTranslations } from 'next-intl/server';
import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { Meter } from '@/components/ui/meter';
import { Section } from '@/components/ui/page';
import { SayBar } from '@/components/ui/say-bar';
import type { Actor } from '@/domain/actor';
import { labelOf } from '@/i18n/label';
import { describeRefusal } from '@/server/refusal-text';
import { type DocumentList, getCompleteness, getDocumentList } from '../queries';
import { RequirementTable } from './requirement-table';

/** The documents of a case: how complete, what is owed by now, and what still stands in the way. Nothing outside scope. */
export async function DocumentPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const list = await getDocumentList(actor, caseId);
  return list === null ? null : <DocumentSection list={list} whole={false} />;
}

/** The same from a list already read; `whole` shows what later stages ask for, too. */
export async function DocumentSection({ list, whole }: { list: DocumentList; whole: boolean }) {
  const t = await getTranslations('documents');
  const { met, owed } = list.completeness;
  const rows = whole ? list.requirements : list.requirements.filter((row) => row.isDue);
  const note = [
    met === owed ? t('completeAll', { met, owed }) : t('completeSome', { met, owed, gaps: owed - met }),
    list.owedLater > 0 ? t('owedLater', { count: list.owedLater }) : null,
  ].filter((text) => text !== null);
  return (
    <Section aria-labelledby="documents-title">
      <SectionHead
        id="documents-title"
        note={
          <span className="inline-flex flex-wrap items-center gap-x-3">
            <Meter done={met} total={owed} />
            <span>{note.join(t('listSeparator'))}</span>
          </span>
        }
        end={
          whole ? undefined : (
            <Link href={`/cases/${list.caseId}/documents`}>{t('allItems', { count: list.requirements.length })}</Link>
          )
        }
      >
        {t('title')}
      </SectionHead>
      <Gaps list={list} />
      {rows.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
      ) : (
        <RequirementTable list={list} rows={rows} />
      )}
      {list.uploadRefusal !== null && list.uploadRefusal.code !== 'NOT_PERMITTED' && (
        <p className="mt-2 text-sm text-ink-2">
          {t('cannotUpload', { message: await describeRefusal(list.uploadRefusal) })}
        </p>
      )}
    </Section>
  );
}

async function Gaps({ list }: { list: DocumentList }) {
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const gaps = list.requirements.filter((row) => row.isDue && row.required && (row.missing > 0 || row.unchecked > 0));
  if (gaps.length === 0) return null;
  return (
    <SayBar
      tone="amber"
      className="mb-3"
      detail={
        <ul>
          {gaps.map((row) => (
            <li key={row.code}>
              <a href={`#requirement-${row.code}`}>
                {t(row.missing > 0 ? 'gapMissing' : 'gapUnchecked', {
                  name: labelOf(row.name, locale),
                  count: row.missing > 0 ? row.missing : row.unchecked,
                })}
              </a>
            </li>
          ))}
        </ul>
      }
    >
      {t('gapsTitle', { count: gaps.length })}
    </SayBar>
  );
}

/** One line: how complete the documents are and what is wanting. */
export async function CompletenessLine({ actor, caseId }: { actor: Actor; caseId: string }) {
  const state = await getCompleteness(actor, caseId);
  if (state === null) return null;
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const names = state.missing.map((name) => labelOf(name, locale)).join(t('listSeparator'));
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2.5 text-sm text-ink-2">
      <Meter done={state.met} total={state.owed} />
      {state.missing.length === 0
        ? t('lineComplete', { met: state.met, owed: state.owed })
        : t('lineGaps', { met: state.met, owed: state.owed, names })}
    </span>
  );
}
