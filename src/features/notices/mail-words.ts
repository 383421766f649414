import 'server-only';
import { createTranslator } from 'next-intl';
import type { NoticeKind } from '@/generated/prisma/client';
import { messages } from '@/i18n/messages';
import { env } from '@/server/env';
import type { ChannelJob } from '@/server/jobs';

type Told = { kind: NoticeKind; caseId: string | null };

/** As many references as a mail names under one heading; the rest is in the inbox. */
const MAX_NAMED = 5;

const words = (locale: 'zh-CN' | 'en') =>
  createTranslator({ locale, messages: messages[locale], namespace: 'notices' });

/**
 * The daily mail, in both languages, for it has no reader's choice to go by. Counts, references and links only: it leaves
 * the portal, so it names nobody.
 */
export function digestMessage(
  notices: readonly Told[],
  references: ReadonlyMap<string, string>,
): { subject: string; text: string } {
  const sections = (['zh-CN', 'en'] as const).map((locale) => {
    const t = words(locale);
    const kinds = [...new Set(notices.map((notice) => notice.kind))];
    const lines = kinds.flatMap((kind) => {
      const of = notices.filter((notice) => notice.kind === kind);
      return [
        t('mail.line', { kind: t(`mail.kinds.${kind}`), count: of.length }),
        ...linksOf(of, references).map((line) => `  ${line}`),
      ];
    });
    const link = `${env().NEXTAUTH_URL}/notices`;
    return [t('mail.intro', { count: notices.length }), '', ...lines, '', t('mail.foot', { link })].join('\n');
  });
  const count = notices.length;
  return {
    subject: `${words('zh-CN')('mail.subject', { count })} / ${words('en')('mail.subject', { count })}`,
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
  const t = words('zh-CN');
  const base = env().NEXTAUTH_URL;
  const text =
    job.kind === 'URGED'
      ? t('short.URGED', { reference: job.reference, link: `${base}/cases/${job.caseId}` })
      : t('short.DUE', { count: job.count, link: `${base}/worklist` });
  return { subject: t('title'), text };
}
