import type { GeneratedKind } from '@/domain/programme';
import { type FieldType, fieldsOfKind, listsOfKind } from '@/domain/template-fields';
import { translatorFor } from '@/i18n/translator';
import type { FieldValue, TemplateData } from './fill-template';

const SAMPLE_ROWS = 2;
const NUMBERS = { AMOUNT: 30_000_000n, MONTHS: 12, RATE: 475, COUNT: 3 } as const;
const SAMPLE_DAY = '2026-03-02';

/** Made-up data for every field of a kind, so that its author sees how a template looks: each text says what it is. */
export function sampleData(kind: GeneratedKind): TemplateData {
  const t = translatorFor('zh-CN');
  const sampled = (fields: Record<string, FieldType>, nameOf: (field: string) => string) =>
    Object.fromEntries(
      Object.entries(fields)
        .filter(([, type]) => type !== 'CAPITALS')
        .map(([field, type]) => [field, sampleOf(type, nameOf(field))]),
    );
  const lists = Object.entries(listsOfKind(kind)).map(([list, fields]) => [
    list,
    Array.from({ length: SAMPLE_ROWS }, () =>
      sampled(fields, (field) => t(`generated-documents.rowFields.${field}` as Parameters<typeof t>[0])),
    ),
  ]);
  return {
    values: sampled(fieldsOfKind(kind), (field) => t(`generated-documents.fields.${field}` as Parameters<typeof t>[0])),
    lists: Object.fromEntries(lists),
  };
}

function sampleOf(type: FieldType, name: string): FieldValue {
  if (type === 'TEXT') return translatorFor('zh-CN')('generated-documents.editor.sample', { name });
  return type === 'DAY' ? SAMPLE_DAY : NUMBERS[type as keyof typeof NUMBERS];
}
