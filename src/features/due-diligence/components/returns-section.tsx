import { getLocale, getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import type { CaseFacts } from '@/domain/case-facts';
import { stageOf } from '@/domain/programme';
import type { Stage } from '@/domain/stage';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { ReturnView } from '../returns-queries';
import { ReportChangeTable } from './report-change-table';

type Props = { facts: Pick<CaseFacts, 'definition'>; returns: readonly ReturnView[] };

/** Each return, newest first: who sent it back, why, and what has changed in report and files since. */
export async function ReturnsSection({ facts, returns }: Props) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  if (returns.length === 0) return null;
  const nameOf = (stage: Stage | null) => (stage ? labelOf(stageOf(facts.definition, stage).name, locale) : '');
  return (
    <Section aria-labelledby="returns">
      <SectionHead id="returns" note={t('returns.note')}>
        {t('returns.title', { count: returns.length })}
      </SectionHead>
      {returns.map((entry) => (
        <article key={entry.id} className="border-t border-rule py-2.5">
          <h3 className="font-bold">{t('returns.moved', { from: nameOf(entry.from), to: nameOf(entry.to) })}</h3>
          <p className="text-sm text-ink-2">
            {formatInstant(entry.returnedAt)}
            {entry.by && (
              <span className="ml-2.5">
                {labelOf(entry.by.name, locale)} {labelOf(entry.by.organisation, locale)}
              </span>
            )}
          </p>
          <p className="my-1.5 whitespace-pre-line">{entry.reason}</p>
          <ReportPart entry={entry} />
          {entry.files.length > 0 && (
            <p className="mt-1.5 text-sm text-ink-2">
              {t('returns.files', {
                names: entry.files
                  .map(({ name, count }) => t('returns.file', { name: labelOf(name, locale), count }))
                  .join(t('listSeparator')),
              })}
            </p>
          )}
        </article>
      ))}
    </Section>
  );
}

async function ReportPart({ entry: { report } }: { entry: ReturnView }) {
  const t = await getTranslations('due-diligence');
  if (report === null) return null;
  if (report.changes.length === 0) return <p className="text-sm text-ink-2">{t('returns.sameReport')}</p>;
  const caption = t('returns.changed', { from: report.fromVersion, to: report.toVersion });
  return (
    <>
      <p className="mb-1 text-sm text-ink-2">{caption}</p>
      <ReportChangeTable changes={report.changes} caption={caption} />
    </>
  );
}
