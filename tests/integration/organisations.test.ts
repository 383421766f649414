import { describe, expect, it } from 'vitest';
import { listAuthority } from '@/features/administration/queries/programmes';
import { endAuthority, grantAuthority } from '@/features/authority/mutations';
import { AUTHORITY_SHEET } from '@/features/authority/sheet';
import {
  createOrganisation,
  deactivateOrganisation,
  editOrganisation,
  reactivateOrganisation,
} from '@/features/organisations/mutations';
import { findOrganisation } from '@/features/organisations/queries';
import { ORGANISATION_SHEET } from '@/features/organisations/sheet';
import { addRegion } from '@/features/regions/mutations';
import { findNamedRegion } from '@/features/regions/queries';
import { REGION_SHEET } from '@/features/regions/sheet';
import type { AnySheet } from '@/features/sheet-imports/definition';
import { confirmSheet, startSheet } from '@/features/sheet-imports/mutations';
import { findSheet } from '@/features/sheet-imports/queries';
import { read } from '@/server/command';
import { db } from '@/server/db';
import { workbook } from '../support/sheets';
import { actorFor, at, codeOf, must, noon, regionId } from '../support/world';

const DAY = '2026-11-23';
const admin = () => at('admin', DAY);
const organisation = (nameZh: string) =>
  db().organisation.findFirstOrThrow({ where: { name: { path: ['zh'], equals: nameZh } } });
const bank = { kind: 'BANK' as const, nameEn: null, parent: null as string | null };

async function preview(definition: AnySheet, rows: string[][]) {
  const ctx = await admin();
  const { sheetId } = must(await startSheet(ctx, definition, { fileName: 'a.xlsx', bytes: await workbook(rows) }));
  const view = await findSheet(ctx.actor, definition, sheetId, noon(DAY));
  const faults = view?.issues.map(({ row, column, key }) => `${row} ${column} ${key}`);
  return { faults, confirm: () => confirmSheet(ctx, definition, { sheetId }) };
}

describe('organisations', () => {
  it('are built from the head office down, with the columns of scope that follow', async () => {
    const ctx = await admin();
    must(await createOrganisation(ctx, { ...bank, nameZh: '第三示例银行总行', region: '0' }));
    const province = { ...bank, nameZh: '第三示例银行河南省分行', region: '41', parent: '第三示例银行总行' };
    must(await createOrganisation(ctx, province));
    must(
      await createOrganisation(ctx, {
        ...bank,
        nameZh: '第三示例银行兰考县支行',
        region: '河南省/兰考县',
        parent: '第三示例银行河南省分行',
      }),
    );
    const [head, branch, county] = await Promise.all([
      organisation('第三示例银行总行'),
      organisation('第三示例银行河南省分行'),
      organisation('第三示例银行兰考县支行'),
    ]);
    expect(county).toMatchObject({
      level: 'COUNTY',
      regionId: await regionId('410225'),
      parentId: branch.id,
      financierId: head.id,
      provincialBranchId: branch.id,
      countyBranchId: county.id,
    });
    expect(head).toMatchObject({ level: 'NATION', financierId: head.id, parentId: null });
    expect(await db().event.count({ where: { kind: 'organisation.created', subjectId: county.id } })).toBe(1);
  });

  it.each([
    [{ region: '41' }, 'PARENT_MISSING'],
    [{ region: '4102', parent: '示例银行河南省分行' }, 'LEVEL_NOT_FOR_KIND'],
    [{ region: '410225', parent: '示例财险河南省分公司' }, 'PARENT_NOT_FOR_KIND'],
    [{ region: '430511', parent: '示例银行河南省分行' }, 'PARENT_ELSEWHERE'],
    [{ region: '410225', parent: '没有这个机构' }, 'PARENT_UNKNOWN'],
    [{ region: '没有这个地方', parent: '示例银行河南省分行' }, 'REGION_UNKNOWN'],
    [{ nameZh: '示例银行总行', region: '0' }, 'ORGANISATION_NAME_TAKEN'],
  ])('refuse %j', async (changes, code) => {
    const input = { ...bank, nameZh: '另一示例银行', ...changes } as Parameters<typeof createOrganisation>[1];
    expect(codeOf(await createOrganisation(await admin(), input))).toBe(code);
  });

  it('are told from another place of the same name by what lies above', async () => {
    const input = { ...bank, kind: 'TOWNSHIP_OFFICE' as const, nameZh: '某镇政府', region: '城关镇' };
    expect(codeOf(await createOrganisation(await admin(), input))).toBe('REGION_AMBIGUOUS');
  });

  it('are found by the code in each length in which officials write it', async () => {
    const found = await read((await admin()).actor, (tx) =>
      Promise.all(['41', '410000', '410225', '410225000000'].map((code) => findNamedRegion(tx, code))),
    );
    expect(found.map((place) => ('code' in place ? place.code : place.name))).toEqual([
      '河南省',
      '河南省',
      '兰考县',
      '兰考县',
    ]);
  });

  it('keep their place while anything hangs on them, but may be renamed', async () => {
    const ctx = await admin();
    const { id: organisationId } = await organisation('示例银行兰考县支行');
    const edit = { organisationId, nameZh: '示例银行兰考县支行', nameEn: 'Sample Bank Lankao branch' };
    const place = { region: '410225', parent: '示例银行河南省分行' };
    expect(codeOf(await editOrganisation(ctx, { ...edit, ...place }))).toBe('NOTHING_CHANGED');
    expect(codeOf(await editOrganisation(ctx, { ...edit, ...place, parent: '示例银行总行' }))).toBe(
      'ORGANISATION_IN_USE',
    );
    must(await editOrganisation(ctx, { ...edit, ...place, nameEn: 'Lankao branch of Sample Bank' }));
    const shown = await read(ctx.actor, (tx) => findOrganisation(tx, ctx.actor, organisationId));
    expect(shown).toMatchObject({ name: { en: 'Lankao branch of Sample Bank' }, region: '410225' });
  });

  it('go out of use when nothing active hangs on them, and come back', async () => {
    const ctx = await admin();
    const { id: busy } = await organisation('示例银行兰考县支行');
    expect(codeOf(await deactivateOrganisation(ctx, { organisationId: busy }))).toBe('ORGANISATION_STILL_ACTIVE');
    must(await createOrganisation(ctx, { ...bank, nameZh: '短命银行总行', region: '0' }));
    const { id: organisationId } = await organisation('短命银行总行');
    must(await deactivateOrganisation(ctx, { organisationId }));
    expect(codeOf(await deactivateOrganisation(ctx, { organisationId }))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await reactivateOrganisation(ctx, { organisationId }));
  });

  it.each(['secadmin', 'auditadmin', 'county', 'lead'])('are not for %s', async (username) => {
    const ctx = await at(username, DAY);
    const input = { ...bank, nameZh: '某银行', region: '0' };
    expect(codeOf(await createOrganisation(ctx, input))).toBe('NOT_PERMITTED');
    expect(codeOf(await deactivateOrganisation(ctx, { organisationId: ctx.actor.organisation.id }))).toBe(
      'NOT_PERMITTED',
    );
  });

  it('come by Excel, parents above what hangs below them', async () => {
    const header = ['类别', '机构名称', '英文名称', '所在地', '上级机构'];
    const { faults, confirm } = await preview(ORGANISATION_SHEET, [
      header,
      ['银行', '表格银行总行', '', '0', ''],
      ['银行', '表格银行河南省分行', '', '41', '表格银行总行'],
      ['服务站', '某村服务站', '', '410225', ''],
      ['银行', '表格银行总行', '', '0', ''],
      ['银行', '表格银行兰考县支行', '', '410225', '下面才有的分行'],
      ['百货公司', '某百货', '', '0', ''],
    ]);
    expect(faults).toEqual([
      '4 region refusals.LEVEL_NOT_FOR_KIND',
      '5 nameZh sheets.issues.repeated',
      '6 parent refusals.PARENT_UNKNOWN',
      '7 kind sheets.issues.choiceUnknown',
    ]);
    expect(codeOf(await confirm())).toBe('SHEET_HAS_ERRORS');
    const good = await preview(ORGANISATION_SHEET, [
      header,
      ['银行', '表格银行总行', '', '0', ''],
      ['银行', '表格银行河南省分行', '', '41', '表格银行总行'],
      ['银行', '表格银行兰考县支行', '', '410225', '表格银行河南省分行'],
    ]);
    expect(good.faults).toEqual([]);
    must(await good.confirm());
    const head = await organisation('表格银行总行');
    expect(await organisation('表格银行兰考县支行')).toMatchObject({ financierId: head.id, level: 'COUNTY' });
  });
});

describe('places that the extract lacks', () => {
  const zone = { level: 'COUNTY' as const, name: '示例开发区', parent: '4102', code: null, validFrom: '2026-01-01' };

  it('are added with the path of what lies above, and can then hold more', async () => {
    const ctx = await admin();
    must(await addRegion(ctx, zone));
    must(await addRegion(ctx, { ...zone, level: 'TOWNSHIP', name: '示例街道', parent: '河南省/示例开发区' }));
    const street = await db().regionVersion.findFirstOrThrow({ where: { name: '示例街道' } });
    const own = await db().regionVersion.findFirstOrThrow({ where: { name: '示例开发区' } });
    expect(own).toMatchObject({ code: null, countyId: own.regionId, cityId: await regionId('4102') });
    expect(own.regionId).toBeGreaterThanOrEqual(500_000_000);
    expect(street).toMatchObject({ parentId: own.regionId, countyId: own.regionId, townshipId: street.regionId });
    const office = { ...bank, kind: 'COUNTY_OFFICE' as const, nameZh: '示例开发区管委会', region: '示例开发区' };
    must(await createOrganisation(ctx, office));
  });

  it.each([
    [{ parent: '410225' }, 'REGION_PARENT_LEVEL'],
    [{ code: '4102' }, 'REGION_CODE_DIGITS'],
    [{ code: '410225' }, 'REGION_CODE_TAKEN'],
    [{ name: '兰考县' }, 'REGION_NAME_TAKEN'],
    [{ validFrom: '2027-01-01' }, 'DATE_IN_FUTURE'],
    [{ parent: '没有这个地方' }, 'REGION_UNKNOWN'],
  ])('refuse %j', async (changes, code) => {
    expect(codeOf(await addRegion(await admin(), { ...zone, name: '另一开发区', ...changes }))).toBe(code);
  });

  it('are not for the security administrator', async () => {
    expect(codeOf(await addRegion(await at('secadmin', DAY), zone))).toBe('NOT_PERMITTED');
  });

  it('come by Excel', async () => {
    const header = ['层级', '名称', '上级地点', '区划代码', '生效日'];
    const { faults } = await preview(REGION_SHEET, [
      header,
      ['村级', '新建村', '410225105', '', '2026-01-01'],
      ['村级', '新建村', '410225105', '', '2026-01-01'],
      ['省级', '新省', '0', '', '2026-13-01'],
    ]);
    expect(faults).toEqual([
      '3 name sheets.issues.repeated',
      '4 level sheets.issues.choiceUnknown',
      '4 validFrom errors.dayInvalid',
    ]);
    const good = await preview(REGION_SHEET, [header, ['村级', '新建村', '410225105', '', '2026-01-01']]);
    expect(good.faults).toEqual([]);
    must(await good.confirm());
    const village = await db().regionVersion.findFirstOrThrow({ where: { name: '新建村', validTo: null } });
    expect(village.townshipId).toBe(await regionId('410225105'));
  });
});

describe('authority', () => {
  const row = {
    organisation: '示例银行兰考县支行',
    programme: 'A',
    applicantKind: null,
    upTo: 500_000_000n,
    approvals: 3,
    validFrom: '2026-12-01',
    validTo: null,
    documentNumber: '示例银授〔2026〕9号',
  };
  const rowsOf = async (documentNumber: string) => {
    const actor = await actorFor('admin');
    const rows = await read(actor, (tx) => listAuthority(tx, actor));
    return rows.filter((known) => known.documentNumber === documentNumber);
  };

  it('is granted in dated rows and ended, never altered', async () => {
    const ctx = await admin();
    must(await grantAuthority(ctx, row));
    expect(codeOf(await grantAuthority(ctx, row))).toBe('AUTHORITY_OVERLAPS');
    const [granted] = await rowsOf(row.documentNumber);
    const authorityId = granted?.id ?? '';
    expect(granted).toMatchObject({ upToFen: 500_000_000n, approvals: 3, validTo: null });
    expect(codeOf(await endAuthority(ctx, { authorityId, validTo: '2026-11-30' }))).toBe('AUTHORITY_END');
    must(await endAuthority(ctx, { authorityId, validTo: '2027-06-01' }));
    expect(codeOf(await endAuthority(ctx, { authorityId, validTo: '2027-07-01' }))).toBe('STATUS_DOES_NOT_ALLOW');
    must(await grantAuthority(ctx, { ...row, validFrom: '2027-06-01', documentNumber: '示例银授〔2027〕1号' }));
    const kinds = await db().event.findMany({ where: { kind: { startsWith: 'authority.' } }, orderBy: { id: 'asc' } });
    expect(kinds.map(({ kind }) => kind)).toEqual(['authority.granted', 'authority.ended', 'authority.granted']);
  });

  it.each([
    [{ organisation: '兰考县乡村振兴部门' }, 'AUTHORITY_NOT_FINANCIER'],
    [{ organisation: '没有这个单位' }, 'ORGANISATION_UNKNOWN'],
    [{ programme: 'Z' }, 'PROGRAMME_UNKNOWN'],
    [{ validTo: '2026-12-01' }, 'AUTHORITY_DAYS'],
  ])('refuses %j', async (changes, code) => {
    expect(codeOf(await grantAuthority(await admin(), { ...row, ...changes }))).toBe(code);
  });

  it.each(['secadmin', 'approver', 'hq', 'leader'])('is not granted by %s', async (username) => {
    const ctx = await at(username, DAY);
    expect(codeOf(await grantAuthority(ctx, row))).toBe('NOT_PERMITTED');
    expect(codeOf(await endAuthority(ctx, { authorityId: ctx.actor.userId, validTo: DAY }))).toBe('NOT_PERMITTED');
  });

  it('comes by Excel, checked against itself too', async () => {
    const header = ['机构', '方案代码', '申请人类别', '限额（万元）', '审批人数', '生效日', '终止日', '文号'];
    const line = ['第二示例银行北塔区支行', 'a', '农户', '50', '1', '2026-12-01', '', '示例〔2026〕1号'];
    const { faults } = await preview(AUTHORITY_SHEET, [header, line, line, [...line.slice(0, 4), '0', '', '', '']]);
    expect(faults).toEqual([
      '3 upTo refusals.AUTHORITY_OVERLAPS',
      '4 approvals errors.countTooSmall',
      '4 validFrom errors.dayMissing',
      '4 documentNumber errors.textMissing',
    ]);
    const good = await preview(AUTHORITY_SHEET, [header, line]);
    expect(good.faults).toEqual([]);
    must(await good.confirm());
    expect(await rowsOf('示例〔2026〕1号')).toMatchObject([{ applicantKind: 'HOUSEHOLD', upToFen: 50_000_000n }]);
  });
});
