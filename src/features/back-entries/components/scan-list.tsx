import { getLocale, getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { SubmitButton } from '@/components/ui/submit-button';
import { labelOf } from '@/i18n/label';
import { dropScan } from '../actions';
import type { BackEntryView, RequirementScans, ScanView } from '../queries';
import { ScanUpload } from './scan-upload';

type Props = {
  view: BackEntryView;
  errors?: Readonly<Record<string, string>>;
  /** the scan that is shown beside */
  shown?: string | undefined;
};

/** The catalogue with the scans of the paper file; to whoever enters it with upload and removal. */
export async function ScanList({ view, errors = {}, shown }: Props) {
  const t = await getTranslations('back-entries');
  const rows = view.editable ? view.requirements : view.requirements.filter((row) => row.scans.length > 0);
  return (
    <section aria-label={t('parts.scans')}>
      <SectionHead>{t('parts.scans')}</SectionHead>
      {view.editable && <p className="mb-2 text-sm text-ink-2">{t('scans.intro')}</p>}
      <ul>
        {rows.map((row) => (
          <Requirement key={row.code} row={row} view={view} error={errors[`scan.${row.code}`]} shown={shown} />
        ))}
      </ul>
    </section>
  );
}

async function Requirement({
  row,
  view,
  error,
  shown,
}: Pick<Props, 'view' | 'shown'> & { row: RequirementScans; error: string | undefined }) {
  const t = await getTranslations('back-entries');
  const name = labelOf(row.name, await getLocale());
  return (
    <li id={`scan-${row.code}`} tabIndex={-1} className="border-b border-rule-soft py-2">
      <p>
        {name}
        {view.editable && (
          <span className="ml-2 text-xs text-ink-3">
            {row.needed > 0 ? t('scans.need', { count: row.needed }) : t('scans.optional')}
          </span>
        )}
      </p>
      {error !== undefined && <p className="text-sm font-bold text-red">{error}</p>}
      {row.scans.map((scan) => (
        <Scan key={scan.id} scan={scan} view={view} current={scan.id === shown} />
      ))}
      {view.editable && (
        <ScanUpload backEntryId={view.id} requirementCode={row.code} name={name} photosOnly={row.photosOnly} />
      )}
    </li>
  );
}

async function Scan({ scan, view, current }: { scan: ScanView; view: BackEntryView; current: boolean }) {
  const t = await getTranslations('back-entries');
  const file = view.editable ? (
    <a href={`/api/back-entries/scans/${scan.id}`} target="_blank" rel="noopener">
      {scan.name}
    </a>
  ) : (
    <Link
      href={`/back-entries/${view.id}?scan=${scan.id}#scan`}
      scroll={false}
      aria-current={current || undefined}
      className={current ? 'font-bold' : ''}
    >
      {scan.name}
    </Link>
  );
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 text-sm">
      {scan.open ? file : <span>{scan.name}</span>}
      {scan.locked && <span className="text-red">{t('scans.locked')}</span>}
      {view.editable && (
        <ActionForm action={dropScan} aria-label={t('scans.remove', { name: scan.name })}>
          <input type="hidden" name="scanId" value={scan.id} />
          <SubmitButton variant="text" size="small" aria-label={t('scans.remove', { name: scan.name })}>
            {t('scans.removeShort')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
