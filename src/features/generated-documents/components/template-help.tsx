import { getTranslations } from 'next-intl/server';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { RowHead, Table, Td, Th } from '@/components/ui/table';
import { GENERATED_KINDS, type GeneratedKind, type ProgrammeBody } from '@/domain/programme';
import { fieldsOfKind, listsOfKind } from '@/domain/template-fields';
import { type FilledBlock, fillTemplate } from '../fill-template';
import { sampleData } from '../sample-data';

/** Beside the editor of templates: how each looks with sample data, and which fields each kind may name. */
export async function TemplateHelp({
  templates,
  faulty,
}: {
  templates: ProgrammeBody['templates'];
  /** kinds whose template has faults: such a document is never made */
  faulty: readonly string[];
}) {
  const t = await getTranslations('generated-documents.editor');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  return (
    <>
      <Section>
        <SectionHead note={t('previewNote')}>{t('preview')}</SectionHead>
        {templates.map((template, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a draft may hold two of a kind
          <details key={index}>
            <summary className={FOLDED}>{kinds(template.kind)}</summary>
            {faulty.includes(template.kind) ? (
              <p className="py-2 text-sm text-ink-2">{t('wrong')}</p>
            ) : (
              <Preview template={template} />
            )}
          </details>
        ))}
      </Section>
      <Section>
        <SectionHead note={t('fieldsNote', { open: '{', close: '}' })}>{t('fields')}</SectionHead>
        {GENERATED_KINDS.map((kind) => (
          <details key={kind}>
            <summary className={FOLDED}>{kinds(kind)}</summary>
            <FieldTable kind={kind} />
          </details>
        ))}
      </Section>
    </>
  );
}

const FOLDED = 'min-h-9 cursor-pointer py-1.5 text-accent underline max-md:min-h-11 max-md:py-2.75';

function Preview({ template }: { template: ProgrammeBody['templates'][number] }) {
  const { title, blocks } = fillTemplate(template, sampleData(template.kind));
  return (
    <article className="my-2 border border-rule p-4" lang="zh-CN">
      <h3 className="text-center font-serif text-lg font-bold">{title}</h3>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks stand in their order
        <PreviewBlock key={index} block={block} />
      ))}
    </article>
  );
}

const LOOK = { HEADING: 'font-bold', PARAGRAPH: '', LIST: '', SIGNATURE: 'text-right' } as const;

function PreviewBlock({ block }: { block: FilledBlock }) {
  if (block.style !== 'TABLE')
    return <p className={`my-2 whitespace-pre-line ${LOOK[block.style]}`}>{block.lines.join('\n')}</p>;
  const rows = block.heads ? [block.heads, ...block.rows] : block.rows;
  return (
    <table className="my-2 w-full table-fixed border-collapse break-words">
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in their order
          <tr key={row}>
            {cells.map((cell, column) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: columns too
                key={column}
                className="border border-rule px-2 py-1"
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function FieldTable({ kind }: { kind: GeneratedKind }) {
  const t = await getTranslations('generated-documents');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  const fields = Object.keys(fieldsOfKind(kind)).map((name) => ({
    name,
    means: t(`fields.${name}` as Parameters<typeof t>[0]),
  }));
  const rows = Object.entries(listsOfKind(kind)).flatMap(([list, row]) =>
    Object.keys(row).map((name) => ({
      name: `${list}.${name}`,
      means: t('editor.ofList', {
        list: t(`lists.${list}` as Parameters<typeof t>[0]),
        field: t(`rowFields.${name}` as Parameters<typeof t>[0]),
      }),
    })),
  );
  return (
    <Table caption={kinds(kind)} density="tight">
      <thead>
        <tr>
          <Th>{t('editor.field')}</Th>
          <Th>{t('editor.means')}</Th>
        </tr>
      </thead>
      <tbody>
        {[...fields, ...rows].map(({ name, means }) => (
          <tr key={name}>
            <RowHead>
              <code>{`{${name}}`}</code>
            </RowHead>
            <Td phone="sub">{means}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
