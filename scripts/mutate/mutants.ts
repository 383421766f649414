import ts from 'typescript';

/** One small fault put into a file: the text from `start` to `end` replaced. */
export type Mutant = { start: number; end: number; text: string; what: string; line: number };

const K = ts.SyntaxKind;
/** The wrong operator, and where a boundary may be off by one also the one beside it. */
const OPERATORS: Partial<Record<ts.SyntaxKind, readonly string[]>> = {
  [K.PlusToken]: ['-'],
  [K.MinusToken]: ['+'],
  [K.AsteriskToken]: ['/'],
  [K.SlashToken]: ['*'],
  [K.PercentToken]: ['*'],
  [K.LessThanToken]: ['<=', '>='],
  [K.LessThanEqualsToken]: ['<', '>'],
  [K.GreaterThanToken]: ['>=', '<='],
  [K.GreaterThanEqualsToken]: ['>', '<'],
  [K.EqualsEqualsEqualsToken]: ['!=='],
  [K.ExclamationEqualsEqualsToken]: ['==='],
  [K.AmpersandAmpersandToken]: ['||'],
  [K.BarBarToken]: ['&&'],
  [K.QuestionQuestionToken]: ['&&'],
  [K.PlusEqualsToken]: ['-='],
  [K.MinusEqualsToken]: ['+='],
};
const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
]);
/** Calls that only pass on a part or an order of what they are called on: left away. */
const DROPPED = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'trim']);

const isNoCode = (node: ts.Node) =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

/**
 * Every single fault of these kinds: another operator, a boundary, a condition that always or never holds, a negation left
 * out, a block, statement or list emptied, a value or text changed, a call left away. Types are left alone.
 */
export function findMutants(file: string, code: string): Mutant[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const put = (from: ts.Node | { start: number; end: number }, text: string, kind: string) => {
    const [start, end] = 'kind' in from ? [from.getStart(source), from.getEnd()] : [from.start, from.end];
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    const was = code.slice(start, end).replace(/\s+/g, ' ').slice(0, 60);
    mutants.push({
      start,
      end,
      text,
      line,
      what: `${kind}: ${was} → ${text === '' ? '(nothing)' : text.slice(0, 60)}`,
    });
  };
  const visit = (node: ts.Node): void => {
    if (isNoCode(node)) return;
    if (ts.isBinaryExpression(node))
      for (const operator of OPERATORS[node.operatorToken.kind] ?? []) put(node.operatorToken, operator, 'operator');
    if (ts.isPrefixUnaryExpression(node) && (node.operator === K.ExclamationToken || node.operator === K.MinusToken))
      put(node, node.operand.getText(source), 'sign');
    if (ts.isIfStatement(node)) for (const always of ['true', 'false']) put(node.expression, always, 'condition');
    if (ts.isConditionalExpression(node))
      for (const always of ['true', 'false']) put(node.condition, always, 'condition');
    if (node.kind === K.TrueKeyword) put(node, 'false', 'value');
    if (node.kind === K.FalseKeyword) put(node, 'true', 'value');
    if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent))
      put(node, `${Number(node.text.replaceAll('_', '')) + 1}`, 'value');
    if (ts.isBigIntLiteral(node)) put(node, `${BigInt(node.text.replaceAll('_', '').slice(0, -1)) + 1n}n`, 'value');
    // what a bug says when it throws is no rule
    if (
      ts.isStringLiteral(node) &&
      !ts.isNewExpression(node.parent) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    )
      put(node, node.text === '' ? "'else'" : "''", 'text');
    if (ts.isBlock(node) && node.statements.length > 0) put(node, '{}', 'block');
    if (ts.isExpressionStatement(node)) put(node, ';', 'statement');
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) put(node, '[]', 'list');
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) put(node.body, 'undefined', 'result');
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const other = METHODS.get(name.text);
      if (other) put(name, other, 'call');
      if (DROPPED.has(name.text)) put(node, expression.getText(source), 'call');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}
