import { useLocale, useTranslations } from 'next-intl';
import type { FieldSpec, WordList } from '@/domain/definition-sections';
import { formatAmount, formatRate } from '@/domain/money';
import { labelOf } from '@/i18n/label';

type Label = { zh: string; en: string };
const isLabel = (value: unknown): value is Label => typeof value === 'object' && value !== null && 'zh' in value;

/** The words of a definition in the reader's language: its parameters, the options of closed lists, whole values. */
export function useDefinitionWords() {
  const t = useTranslations('programmes');
  const roles = useTranslations('roles');
  const cases = useTranslations('cases');
  const locale = useLocale();
  const join = (words: readonly string[]) => words.join(t('listSeparator'));
  const label = (value: Label) => labelOf(value, locale);

  function option(words: WordList, value: string): string {
    if (words === 'roles') return roles(value as Parameters<typeof roles>[0]);
    if (words === 'stages') return cases(`stages.${value}` as Parameters<typeof cases>[0]);
    if (words === 'applicantKinds') return cases(`applicantKinds.${value}` as Parameters<typeof cases>[0]);
    return t(`values.${words}.${value}` as Parameters<typeof t>[0]);
  }
  const fieldWord = (name: string, spec?: FieldSpec) => t(`fields.${spec?.word ?? name}` as Parameters<typeof t>[0]);

  /** A value as words; nothing at all where nothing is set. */
  function wordsOf(spec: FieldSpec, value: unknown): string {
    if (value === null || value === undefined || value === '') return t('nothing');
    switch (spec.kind) {
      case 'label':
        return isLabel(value) ? label(value) : '';
      case 'amount':
        return t('wanAmount', { amount: formatAmount(BigInt(value as string), 'WAN') });
      case 'rate':
        return formatRate(value as number);
      case 'yesNo':
        return t(value ? 'yes' : 'no');
      case 'choice':
        return option(spec.words, String(value));
      case 'choices':
        return join((value as string[]).map((entry) => option(spec.words, entry))) || t('nothing');
      case 'rows':
        return (
          (value as Record<string, unknown>[]).map((row) => fieldsOf(spec.fields, row)).join(t('rowSeparator')) ||
          t('nothing')
        );
      case 'group':
        return fieldsOf(spec.fields, value as Record<string, unknown>) || t('yes');
      default:
        return String(value);
    }
  }

  function fieldsOf(fields: Readonly<Record<string, FieldSpec>>, row: Record<string, unknown>): string {
    const told = Object.entries(fields).filter(([name]) => row[name] !== null && row[name] !== undefined);
    return join(
      told.map(([name, spec]) => t('labelled', { label: fieldWord(name, spec), value: wordsOf(spec, row[name]) })),
    );
  }

  return { t, label, join, option, fieldWord, wordsOf };
}
