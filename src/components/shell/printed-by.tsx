import { useTranslations } from 'next-intl';

/** On paper only: who printed the page and when; on the screen a page with personal data has its watermark. */
export function PrintedBy({ person, staffNumber, at }: { person: string; staffNumber: string; at: string }) {
  const t = useTranslations('shell');
  return <p className="print-only text-xs">{t('printedBy', { person, staffNumber, at })}</p>;
}
