import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Violation } from './structure';

type Source = { file: string; tree: ts.SourceFile };
type Rule = { rule: string; appliesTo: (file: string) => boolean; find: (source: Source) => string[] };

const isTest = (file: string) => /\.test\.tsx?$/.test(file);
const lineOf = (tree: ts.SourceFile, node: ts.Node) =>
  `line ${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`;

/** Every node below one that satisfies the question. */
function findNodes<T extends ts.Node>(from: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node) => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(from);
  return found;
}

/** `new Date()` without an argument, `Date.now()`, `process.env`: a rule gets its now and its limits as arguments. */
function findClockAndEnvironment({ tree }: Source): string[] {
  const dates = findNodes(tree, ts.isNewExpression).filter(
    (node) => node.expression.getText(tree) === 'Date' && !node.arguments?.length,
  );
  const reads = findNodes(tree, ts.isPropertyAccessExpression).filter((node) =>
    ['Date.now', 'process.env', 'Math.random', 'performance.now'].includes(node.getText(tree)),
  );
  return [...dates, ...reads].map((node) => `${node.getText(tree)} in ${lineOf(tree, node)}`);
}

const WRITES = ['update', 'updateMany', 'updateManyAndReturn', 'upsert', 'create', 'createMany'];

/** A write to the case table whose data name `stage`, in Prisma or in SQL. */
function findStageWrites({ tree }: Source): string[] {
  const isStage = (node: ts.ObjectLiteralElementLike) => node.name?.getText(tree) === 'stage';
  const calls = findNodes(tree, ts.isCallExpression).filter((call) => {
    const [table, verb] = call.expression.getText(tree).split('.').slice(-2);
    if (!/^(case|caseRecord)$/.test(table ?? '') || !WRITES.includes(verb ?? '')) return false;
    const data = call.arguments
      .flatMap((argument) => findNodes(argument, ts.isPropertyAssignment))
      .filter((property) => ['data', 'update', 'create'].includes(property.name.getText(tree)));
    return data.some((property) =>
      findNodes(property, ts.isObjectLiteralExpression).some((object) => object.properties.some(isStage)),
    );
  });
  const strings = findNodes(
    tree,
    (node): node is ts.StringLiteral | ts.TemplateExpression | ts.NoSubstitutionTemplateLiteral =>
      ts.isStringLiteral(node) || ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node),
  ).filter((node) => /update\s+"?case_record"?\s+set\s[^;]*\bstage\s*=/i.test(node.getText(tree)));
  return [...calls, ...strings].map((node) => `writes the stage of a case in ${lineOf(tree, node)}`);
}

const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) && Boolean(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));

/** Exports of an actions file that are neither types nor `defineAction(…)`. */
function findBareActions({ tree }: Source): string[] {
  return tree.statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement)) return ['default export'];
    if (ts.isExportDeclaration(statement))
      return statement.isTypeOnly ? [] : [`re-export in ${lineOf(tree, statement)}`];
    if (!isExported(statement) || ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement))
      return [];
    if (!ts.isVariableStatement(statement)) return [`an export not made by defineAction in ${lineOf(tree, statement)}`];
    return statement.declarationList.declarations
      .filter(
        ({ initializer }) =>
          !(initializer && ts.isCallExpression(initializer) && initializer.expression.getText(tree) === 'defineAction'),
      )
      .map((declaration) => `${declaration.name.getText(tree)} is not made by defineAction`);
  });
}

function findUseCache({ tree }: Source): string[] {
  return findNodes(tree, ts.isExpressionStatement)
    .filter(({ expression }) => ts.isStringLiteral(expression) && expression.text.startsWith('use cache'))
    .map((node) => `'use cache' in ${lineOf(tree, node)}`);
}

function findClock({ tree }: Source): string[] {
  if (tree.text.startsWith("'use client'")) return [];
  return findNodes(tree, ts.isNewExpression)
    .filter((node) => node.expression.getText(tree) === 'Date' && (node.arguments?.length ?? 0) === 0)
    .map((node) => `the clock is read in ${lineOf(tree, node)}`);
}

const RULES: Rule[] = [
  {
    rule: 'the-clock-is-read-in-one-place',
    appliesTo: (file) => file !== 'src/server/clock.ts' && !file.startsWith('src/domain/') && !isTest(file),
    find: findClock,
  },
  {
    rule: 'domain-has-no-clock-or-environment',
    appliesTo: (file) => file.startsWith('src/domain/') && !isTest(file),
    find: findClockAndEnvironment,
  },
  {
    rule: 'stage-is-written-in-one-place',
    appliesTo: (file) => !/^src\/features\/cases\/mutations(\.ts$|\/)/.test(file) && !isTest(file),
    find: findStageWrites,
  },
  {
    rule: 'actions-are-made-by-defineAction',
    appliesTo: (file) => /^src\/features\/[^/]+\/actions\.ts$/.test(file),
    find: findBareActions,
  },
  { rule: 'no-use-cache', appliesTo: () => true, find: findUseCache },
];

/** The rules that imports cannot tell: read from the syntax tree, so that words in comments accuse nobody. */
export function findTextViolations(root: string): Violation[] {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('src/generated/'));
  return files.flatMap((file) => {
    const tree = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
    return RULES.filter(({ appliesTo }) => appliesTo(file)).flatMap(({ rule, find }) =>
      find({ file, tree }).map((what) => ({ rule, file, what })),
    );
  });
}
