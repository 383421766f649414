import type { GeneratedKind, ProgrammeBody } from './programme';
import { hasStrayBrace, listNamed, namedFields, unknownTemplateFields } from './template-fields';

type TemplateFault = {
  code: 'TEMPLATE_TWICE' | 'TEMPLATE_UNKNOWN_FIELD' | 'TEMPLATE_BRACE' | 'TEMPLATE_LIST_MISPLACED';
  kind: GeneratedKind;
  params: Record<string, string>;
};

/** Blocks that are written once for each row of a list. */
const REPEATED: readonly string[] = ['LIST', 'TABLE'];

/** What would make a document of a definition wrong: found before it is published, so that none is ever made of it. */
export function findTemplateFaults(body: ProgrammeBody): TemplateFault[] {
  return body.templates.flatMap((template, index) => {
    const { kind, title, blocks } = template;
    const found = (code: TemplateFault['code'], more: Record<string, string> = {}): TemplateFault => ({
      code,
      kind,
      params: { generatedKind: kind, ...more },
    });
    const texts = [title, ...blocks.map((block) => block.text)];
    const unknown = [...new Set(texts.flatMap((text) => unknownTemplateFields(kind, text)))];
    const misplaced = misplacedLists(template);
    return [
      ...(body.templates.findIndex((row) => row.kind === kind) < index ? [found('TEMPLATE_TWICE')] : []),
      ...(unknown.length > 0 ? [found('TEMPLATE_UNKNOWN_FIELD', { fields: inBraces(unknown) })] : []),
      ...(texts.some(hasStrayBrace) ? [found('TEMPLATE_BRACE')] : []),
      ...(misplaced.length > 0 ? [found('TEMPLATE_LIST_MISPLACED', { lists: misplaced.join(', ') })] : []),
    ];
  });
}

/** Lists named where nothing is repeated, or beside another list. */
function misplacedLists({ title, blocks }: ProgrammeBody['templates'][number]): string[] {
  const inBlocks = blocks.flatMap(({ style, text }) => {
    const lists = listsNamed(text);
    return REPEATED.includes(style) && lists.length <= 1 ? [] : lists;
  });
  return [...new Set([...listsNamed(title), ...inBlocks])];
}

const inBraces = (names: readonly string[]) => names.map((name) => `{${name}}`).join(' ');

function listsNamed(text: string): string[] {
  const lists = namedFields(text).map(listNamed);
  return [...new Set(lists)].filter((name) => name !== null);
}
