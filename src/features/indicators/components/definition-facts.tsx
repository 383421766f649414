import { useLocale, useTranslations } from 'next-intl';
import { DataList } from '@/components/ui/data-list';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { labelOf } from '@/i18n/label';
import { formatDayRange } from '@/lib/format-day';
import type { Indicator } from '../definitions';
import type { Version } from '../queries';
import { useFormulaText } from './definition-text';

/** What an indicator says, of what, in which unit, and by whose word. */
export function DefinitionFacts({ indicator }: { indicator: Indicator }) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const formula = useFormulaText();
  const { moreIsBetter } = indicator;
  return (
    <DataList
      facts={[
        { label: t('description'), value: labelOf(indicator.description, locale) },
        { label: t('formula'), value: formula(indicator) },
        { label: t('unit'), value: t(`units.${indicator.body.unit}`) },
        {
          label: t('better'),
          value: t(`betters.${moreIsBetter === null ? 'NEITHER' : moreIsBetter ? 'MORE' : 'LESS'}`),
        },
        { label: t('source'), value: indicator.source },
        { label: t('code'), value: indicator.code },
      ]}
    />
  );
}

/** Every version with its days, newest first: what was read as of a day was read by the one of that day. */
export function VersionTable({ versions }: { versions: readonly Version[] }) {
  const t = useTranslations('indicators');
  const locale = useLocale();
  const formula = useFormulaText();
  return (
    <Table caption={t('versions')}>
      <thead>
        <tr>
          <Th>{t('days')}</Th>
          <Th>{t('formula')}</Th>
          <Th>{t('source')}</Th>
          <Th>{t('definedBy')}</Th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.id}>
            <RowHead>{formatDayRange(version.validFrom, version.validTo)}</RowHead>
            <Td label={t('formula')}>{formula(version)}</Td>
            <Td label={t('source')}>{version.source}</Td>
            <Td label={t('definedBy')}>{version.definedBy ? labelOf(version.definedBy, locale) : t('builtIn')}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
