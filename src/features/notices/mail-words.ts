import 'server-only';
import type { NoticeKind } from '@/generated/prisma/client';
import { translatorFor } from '@/i18n/translator';
import { env } from '@/server/env';
import type { ChannelJob } from '@/server/jobs';

type Told = { kind: NoticeKind; caseId: string | null };

/** As many references as a mail names under one heading; the rest is in the inbox. */
const MAX_NAMED = 5;

/**
 * The daily mail, in both languages, for it has no reader's choice to go by. Counts, references and links only: it leaves
 * the portal, so it names nobody.
 */
export function digestMessage(
  notices: readonly Told[],
  references: ReadonlyMap<string, string>,
): { subject: string; text: string } {
  const sections = (['zh-CN', 'en'] as const).map((locale) => {
    const t = translatorFor(locale);
    const kinds = [...new Set(notices.map((notice) => notice.kind))];
    const lines = kinds.flatMap((kind) => {
      const of = notices.filter((notice) => notice.kind === kind);
      return [
        t('notices.mail.line', { kind: t(`notices.mail.kinds.${kind}`), count: of.length }),
        ...linksOf(of, references).map((line) => `  ${line}`),
      ];
    });
    const link = `${env().NEXTAUTH_URL}/notices`;
    return [
      t('notices.mail.intro', { count: notices.length }),
      '',
      ...lines,
      '',
      t('notices.mail.foot', { link }),
    ].join('\n');
  });
  const count = notices.length;
  return {
    subject: `${translatorFor('zh-CN')('notices.mail.subject', { count })} / ${translatorFor('en')('notices.mail.subject', { count })}`,
    text: sections.join('\n\n----\n\n'),
  };
}

function linksOf(notices: readonly Told[], references: ReadonlyMap<string, string>): string[] {
  const ids = [...new Set(notices.flatMap((notice) => notice.caseId ?? []))];
  return ids.slice(0, MAX_NAMED).flatMap((id) => {
    const reference = references.get(id);
    return reference ? [`${reference} ${env().NEXTAUTH_URL}/cases/${id}`] : [];
  });
}

/** A reminder short enough for a telephone, in Chinese: a reference or a count, and where to look. */
export function shortMessage(job: ChannelJob): { subject: string; text: string } {
  const t = translatorFor('zh-CN');
  const base = env().NEXTAUTH_URL;
  const text =
    job.kind === 'URGED'
      ? t('notices.short.URGED', { reference: job.reference, link: `${base}/cases/${job.caseId}` })
      : t('notices.short.DUE', { count: job.count, link: `${base}/worklist` });
  return { subject: t('notices.title'), text };
}
