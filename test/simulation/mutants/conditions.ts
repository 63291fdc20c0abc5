import ts from 'typescript';

/** How a mutant answers: as if its condition held always, or never, or with the neighbour of its comparison. */
export type Kind = 'always' | 'never' | 'neighbour';

/** A condition that decides, and the kinds of mutants that it gives. */
export interface Condition {
  readonly node: ts.Expression;
  readonly within: string;
  readonly kinds: readonly Kind[];
}

/** Each comparison with the one that differs from it where both sides are equal. */
export const neighbours: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const predicates: ReadonlySet<string> = new Set(['filter', 'some', 'every', 'find', 'findIndex', 'findLast']);

/** Whether the expression is `<`, `<=`, `>` or `>=` of two values. */
export function isComparison(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.getText() in neighbours;
}

/** The conditions of a file in the order in which they stand there. What runs once, while the file is loaded, is no guard. */
export function conditionsIn(file: ts.SourceFile): Condition[] {
  const conditions: Condition[] = [];
  const visit = (node: ts.Node, names: readonly string[]) => {
    const inside = [...names, ...nameOf(node)];
    if (inside.length > 0 && ts.isExpression(node) && decides(node))
      conditions.push(...leavesOf(node, inside.join('.')));
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(file, []);
  return conditions;
}

/** The name that a function, a method or a class gives to what stands in it; a callback belongs to the function around it. */
function nameOf(node: ts.Node): string[] {
  const isNamed = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node);
  if (isNamed && node.name) return [node.name.getText()];
  const isHere =
    ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer);
  return isHere ? [node.name.getText()] : [];
}

/** Whether the program goes one way or another by this expression as a whole. The operands of `&&` and `||` are taken apart with it. */
function decides(node: ts.Expression): boolean {
  const { parent } = node;
  if (isOperandOfDecision(node)) return false;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isConditionalExpression(parent) && (parent.condition === node || decides(parent))) return true;
  if (ts.isReturnStatement(parent)) return answersYesOrNo(ts.findAncestor(parent, ts.isFunctionLike));
  if (ts.isArrowFunction(parent) && parent.body === node) return answersYesOrNo(parent);
  if (ts.isForStatement(parent)) return false;
  return isYesOrNo(node) || (isLogical(parent) && parent.left === node);
}

/** Whether `decides` says yes of an expression around this one that `leavesOf` takes apart down to it. */
function isOperandOfDecision({ parent }: ts.Expression): boolean {
  const isPart = ts.isParenthesizedExpression(parent) || isNot(parent) || isLogical(parent);
  return isPart && (decides(parent) || isOperandOfDecision(parent));
}

function isNot(node: ts.Node): node is ts.PrefixUnaryExpression {
  return ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
}

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken;
}

/** Whether its form alone shows that an expression is true or false. */
function isYesOrNo(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isYesOrNo(node.expression);
  if (isNot(node) || isComparison(node)) return true;
  if (isLogical(node)) return isYesOrNo(node.left) && isYesOrNo(node.right);
  return ts.isBinaryExpression(node) && equalities.has(node.operatorToken.kind);
}

/** Whether a function says by its type that it answers yes or no, or is what `filter` and its like ask. */
function answersYesOrNo(node: ts.Node | undefined): boolean {
  if (node === undefined || !ts.isFunctionLike(node)) return false;
  if (node.type !== undefined) {
    const type = node.type.getText();
    return type === 'boolean' || type === 'Promise<boolean>' || ts.isTypePredicateNode(node.type);
  }
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return predicates.has(parent.expression.name.text) && parent.arguments[0] === node;
}

/**
 * The conditions of which an expression is made. Of those joined by `&&` each can be left out (`always`), and one stands for all of them
 * never holding; with `||` it is the other way round.
 */
function leavesOf(node: ts.Expression, within: string, redundant?: Kind): Condition[] {
  if (ts.isParenthesizedExpression(node)) return leavesOf(node.expression, within, redundant);
  if (isNot(node) && ts.isParenthesizedExpression(node.operand))
    return leavesOf(node.operand, within, redundant && opposite[redundant]);
  if (isLogical(node)) {
    const spare = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ? 'never' : 'always';
    const before = redundant === spare ? spare : undefined;
    const isSpared = standsFor(node.left, node.operatorToken.kind);
    return [...leavesOf(node.left, within, before), ...leavesOf(node.right, within, isSpared ? spare : before)];
  }
  if (ts.isConditionalExpression(node)) return [];
  const neighbour: readonly Kind[] = isComparison(node) ? ['neighbour'] : [];
  const kinds = [...constantsOf(node), ...neighbour].filter((kind) => kind !== redundant);
  return kinds.length === 0 ? [] : [{ node, within, kinds }];
}

const opposite: Readonly<Record<Kind, Kind>> = { always: 'never', never: 'always', neighbour: 'neighbour' };

/** Whether an operand has a condition that stands for all that are joined by that operator. Both ways of a conditional expression have their own. */
function standsFor(node: ts.Expression, operator: ts.SyntaxKind): boolean {
  if (ts.isParenthesizedExpression(node)) return standsFor(node.expression, operator);
  if (!isLogical(node)) return !ts.isConditionalExpression(node);
  return node.operatorToken.kind === operator && (standsFor(node.left, operator) || standsFor(node.right, operator));
}

function constantsOf({ kind }: ts.Expression): readonly Kind[] {
  if (kind === ts.SyntaxKind.TrueKeyword) return ['never'];
  return kind === ts.SyntaxKind.FalseKeyword ? ['always'] : ['always', 'never'];
}
