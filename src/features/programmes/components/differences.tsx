import { EmptyState } from '@/components/ui/empty-state';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { type DefinitionDifference, type DifferenceStep, findDifferences } from '@/domain/definition-difference';
import { BODY_FIELDS, type FieldSpec, SECTION_NAMES } from '@/domain/definition-sections';
import type { ProgrammeBody } from '@/domain/programme';
import { useDefinitionWords } from '../definition-words';

/** What two versions say differently, part by part. */
export function Differences({ before, after }: { before: ProgrammeBody; after: ProgrammeBody }) {
  const { t, wordsOf } = useDefinitionWords();
  const pathWords = usePathWords();
  const found = findDifferences(before, after);
  if (found.length === 0) return <EmptyState title={t('compare.same')}>{t('compare.sameHint')}</EmptyState>;
  return SECTION_NAMES.filter((name) => found.some((row) => row.section === name)).map((name) => (
    <Section key={name}>
      <SectionHead>{t(`sections.${name}`)}</SectionHead>
      <Table caption={t(`sections.${name}`)} className="md:table-fixed">
        <thead>
          <tr>
            <Th className="w-1/5">{t('compare.what')}</Th>
            <Th>{t('compare.before')}</Th>
            <Th>{t('compare.after')}</Th>
          </tr>
        </thead>
        <tbody>
          {found
            .filter((row) => row.section === name)
            .map((row) => (
              <tr key={pathWords(row)}>
                <RowHead>{pathWords(row)}</RowHead>
                <Td label={t('compare.before')}>{wordsOf(row.spec, row.before)}</Td>
                <Td label={t('compare.after')}>{wordsOf(row.spec, row.after)}</Td>
              </tr>
            ))}
        </tbody>
      </Table>
    </Section>
  ));
}

/** The way to what differs, in words: the list, its row by name, the parameter. */
function usePathWords() {
  const { label, fieldWord, wordsOf } = useDefinitionWords();
  return ({ path }: DefinitionDifference) => {
    let spec: FieldSpec | undefined;
    const words = path.map((step: DifferenceStep) => {
      if ('row' in step) {
        const named = step.label as { zh: string; en: string } | string | null;
        if (typeof named === 'string') return named;
        return named ? label(named) : rowWord(spec, step.row);
      }
      const fields: Readonly<Record<string, FieldSpec>> = spec && 'fields' in spec ? spec.fields : BODY_FIELDS;
      spec = fields[step.field];
      return fieldWord(step.field, spec);
    });
    return words.filter(Boolean).join(' › ');
  };

  /** A row that has no words of its own is named by its choices. */
  function rowWord(spec: FieldSpec | undefined, row: string): string {
    if (spec?.kind !== 'rows') return row;
    return spec.key
      .map((name, index) => {
        const inner = spec.fields[name];
        const value = spec.key.length === 1 ? row : (row.split(' ')[index] ?? '');
        return inner && value !== '' ? wordsOf(inner, value) : value;
      })
      .filter(Boolean)
      .join(' ');
  }
}
