import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/ui/link';
import { labelOf } from '@/i18n/label';
import { formatInstant } from '@/lib/format-day';
import type { RequirementView, VersionView } from '../queries';

/** Every version of what a requirement asks for, where one file has taken the place of another; else nothing. */
export async function Versions({ row }: { row: RequirementView }) {
  if (row.versions.length === row.files.length) return null;
  const t = await getTranslations('documents');
  const name = labelOf(row.name, await getLocale());
  return (
    <details className="mt-0.5 text-xs text-ink-2">
      <summary className="inline-flex min-h-6 items-center text-accent max-md:min-h-11">
        {t('versions.all', { name, count: row.versions.length })}
      </summary>
      <ol className="max-md:pl-3">
        {row.versions.map((version) => (
          <li key={version.id} className="border-t border-rule-soft py-1">
            <VersionLine version={version} name={name} />
          </li>
        ))}
      </ol>
    </details>
  );
}

async function VersionLine({ version, name }: { version: VersionView; name: string }) {
  const t = await getTranslations('documents');
  const locale = await getLocale();
  const title = t('versions.one', { name, version: version.version });
  return (
    <>
      {version.fileName === null ? (
        title
      ) : (
        <Link href={`/cases/${version.caseId}/documents/${version.id}`} className="underline">
          {title}
        </Link>
      )}{' '}
      {version.replacedByVersion === null
        ? t(`status.${version.status}`)
        : t('versions.replaced', { version: version.replacedByVersion })}
      <span className="block">
        {t('versions.uploaded', {
          name: labelOf(version.uploadedBy, locale),
          at: formatInstant(version.uploadedAt),
        })}
        {version.checkedBy !== null &&
          version.checkedAt !== null &&
          t('versions.checked', { name: labelOf(version.checkedBy, locale), at: formatInstant(version.checkedAt) })}
      </span>
      {version.remark !== null && <span className="block">{t('rejectedBecause', { remark: version.remark })}</span>}
    </>
  );
}
