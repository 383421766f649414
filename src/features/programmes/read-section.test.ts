import { describe, expect, it } from 'vitest';
import { storedBody } from '@/domain/definition-body';
import { BODY_FIELDS, DEFINITION_SECTIONS, type FieldSpec, SECTION_NAMES } from '@/domain/definition-sections';
import { amountToInput } from '@/domain/money';
import { parseProgrammeBody } from '@/domain/programme';
import { PROGRAMME_A } from '../../../prisma/seed/programme-a';
import { readSection } from './read-section';

const WHOLE = storedBody(
  parseProgrammeBody({
    ...PROGRAMME_A,
    borrowerAge: { from: 18, to: 65 },
    subsidyMaximumFen: '5000000',
    greenChannel: { criteria: [{ code: 'FLOOD', name: { zh: '受灾', en: 'Flood' } }] },
    quota: { line: null },
    linkageModels: ['COMMITTEE_OPERATOR_HOUSEHOLD'],
    authority: [
      { level: 'COUNTY_BRANCH', applicantKind: 'HOUSEHOLD', upToFen: '5000000', approvals: 1 },
      { level: 'HEAD_OFFICE', applicantKind: null, upToFen: null, approvals: 2 },
    ],
    templates: [
      { kind: 'DECISION_NOTICE', title: '{reference}', blocks: [{ style: 'PARAGRAPH', text: '同意。\n此复' }] },
    ],
  }),
) as unknown as Record<string, unknown>;

/** What the form of a part posts while it shows this value. */
function post(spec: FieldSpec, name: string, value: unknown, posted: Record<string, unknown>): void {
  if (spec.kind === 'rows')
    for (const [index, row] of ((value ?? []) as Record<string, unknown>[]).entries())
      for (const [field, inner] of Object.entries(spec.fields))
        post(inner, `${name}.r${index}.${field}`, row[field], posted);
  else if (spec.kind === 'group') {
    if (value !== null) posted[`${name}.set`] = 'true';
    for (const [field, inner] of Object.entries(spec.fields))
      post(inner, `${name}.${field}`, (value as Record<string, unknown> | null)?.[field], posted);
  } else if (spec.kind === 'label') {
    const both = value as { zh: string; en: string } | undefined;
    posted[`${name}.zh`] = both?.zh ?? '';
    posted[`${name}.en`] = both?.en ?? '';
  } else if (spec.kind === 'yesNo') {
    if (value) posted[name] = 'true';
  } else if (spec.kind === 'choices') {
    const ticked = value as string[];
    // a repeated name comes as a list, one that stands there once does not
    if (ticked.length > 0) posted[name] = ticked.length > 1 ? ticked : ticked[0];
  } else if (value === null || value === undefined) posted[name] = '';
  else if (spec.kind === 'amount') posted[name] = amountToInput(BigInt(value as string), 'WAN');
  else posted[name] = spec.kind === 'rate' ? String((value as number) / 100) : String(value);
}

function posted(section: (typeof SECTION_NAMES)[number]) {
  const fields: Record<string, unknown> = {};
  for (const key of DEFINITION_SECTIONS[section]) post(BODY_FIELDS[key], key, WHOLE[key], fields);
  return fields;
}

describe('the form of a part', () => {
  it.each(SECTION_NAMES)('%s posts what it shows, and nothing is lost on the way', (section) => {
    const { part, issues } = readSection(section, posted(section));
    expect(issues).toEqual([]);
    const own = Object.fromEntries(DEFINITION_SECTIONS[section].map((key) => [key, WHOLE[key]]));
    const sortLists = (value: unknown) =>
      JSON.parse(
        JSON.stringify(value, (_name, inner) =>
          Array.isArray(inner) && inner.every((entry) => typeof entry === 'string') ? [...inner].sort() : inner,
        ),
      );
    expect(sortLists(part)).toEqual(sortLists(own));
  });

  it('keeps the order of rows as they stand in the form, whatever their names', () => {
    const row = (id: string, code: string) => ({
      [`eligibility.${id}.code`]: code,
      [`eligibility.${id}.question.zh`]: '问',
      [`eligibility.${id}.question.en`]: 'Q',
      [`eligibility.${id}.applicantKinds`]: 'HOUSEHOLD',
    });
    const { part } = readSection('eligibility', { ...row('r1', 'B'), ...row('n1', 'C'), ...row('r0', 'A') });
    expect((part.eligibility as { code: string }[]).map((entry) => entry.code)).toEqual(['B', 'C', 'A']);
  });

  it('names the field of what cannot be meant', () => {
    const fields = { ...posted('stages'), 'stages.r0.limitWorkingDays': 'soon', 'stages.r1.name.zh': ' ' };
    expect(readSection('stages', fields).issues).toEqual([
      { name: 'stages.r0.limitWorkingDays', message: 'countNotWhole' },
      { name: 'stages.r1.name.zh', message: 'textMissing' },
    ]);
    const codes = { ...posted('catalogue'), 'catalogue.r0.code': 'small', 'catalogue.r1.applicantKinds': [] };
    expect(readSection('catalogue', codes).issues).toEqual([
      { name: 'catalogue.r0.code', message: 'codeFormat' },
      { name: 'catalogue.r1.applicantKinds', message: 'choiceMissing' },
    ]);
    expect(readSection('applicants', {}).issues).toContainEqual({ name: 'applicants', message: 'rowMissing' });
  });
});
