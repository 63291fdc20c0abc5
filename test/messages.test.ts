import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parsedFiles } from './source-tree.ts';

/** What an inserted value is read as: nobody knows how it begins and ends. */
const VALUE = '{value}';

/** How a sentence begins: with a capital letter or a value, which may stand in quotes or brackets. */
const beginning = String.raw`['"(]*(?:\p{Lu}|\{value\})`;

/** A text for people that stands in the code, and where. */
interface Message {
  readonly text: string;
  readonly where: string;
}

/** The texts that an expression can give; none when it is no literal. Both branches of a choice count. */
function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression);
  if (ts.isConditionalExpression(expression)) {
    return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  }
  if (ts.isTemplateExpression(expression)) {
    return [expression.head.text + expression.templateSpans.map(({ literal }) => VALUE + literal.text).join('')];
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const rights = textsOf(expression.right);
    return textsOf(expression.left).flatMap((left) => rights.map((right) => left + right));
  }
  return [];
}

const errorNames = /^([A-Z]\w*)?Error$|^(Refused|NotFound|IllegalMove|HttpProblem|\w+Refused)$/;
/** A code comes before the message of an HttpProblem, the errors before that of an AggregateError. */
const messageAt: Readonly<Record<string, number>> = { HttpProblem: 1, AggregateError: 1 };

function isClassOfErrors(name: string, heirs: ReadonlySet<string>): boolean {
  return errorNames.test(name) || heirs.has(name);
}

/** Classes of the source that extend an error, whatever their name. */
function errorClasses(files: readonly ts.SourceFile[]): Set<string> {
  const found = new Set<string>();
  for (const statement of files.flatMap((file) => [...file.statements])) {
    if (!ts.isClassDeclaration(statement) || !statement.name) continue;
    const parents = statement.heritageClauses?.flatMap(({ types }) => types.map((type) => type.expression.getText()));
    if (parents?.some((parent) => isClassOfErrors(parent, found))) found.add(statement.name.text);
  }
  return found;
}

function* nodesIn(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesIn(child);
}

function messagesAt(file: ts.SourceFile, expression: ts.Expression): Message[] {
  const { line } = file.getLineAndCharacterOfPosition(expression.getStart());
  return textsOf(expression).map((text) => ({ text, where: `${file.fileName}:${line + 1}` }));
}

/** Messages given to errors that are made in a file. */
function errorMessages(file: ts.SourceFile, heirs: ReadonlySet<string>): Message[] {
  return [...nodesIn(file)].filter(ts.isNewExpression).flatMap((made) => {
    const name = made.expression.getText();
    const message = made.arguments?.[messageAt[name] ?? 0];
    return isClassOfErrors(name, heirs) && message ? messagesAt(file, message) : [];
  });
}

/** Messages and reasons that travel as values, in problems, verdicts and refusals. */
function valueMessages(file: ts.SourceFile): Message[] {
  return [...nodesIn(file)]
    .filter((node) => ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node))
    .filter(({ name }) => ['message', 'reason'].includes(name.getText()))
    .flatMap(({ initializer }) => (initializer ? messagesAt(file, initializer) : []));
}

/** Values of states in sentences that are not said in words: `it is in-review`. Those of computes have words of their own. */
function bareStates(file: ts.SourceFile): string[] {
  return [...nodesIn(file)].filter(ts.isTemplateExpression).flatMap(({ head, templateSpans }) =>
    templateSpans.flatMap(({ expression }, at) => {
      const before = at === 0 ? head.text : (templateSpans[at - 1]?.literal.text ?? '');
      const value = expression.getText();
      const isState = /(?:^|[.?])state$/.test(value) && /\b(?:is|was|became|to|from) $/.test(before);
      const isOfLine = /^text\(/.test(value) && /while it was $/.test(before);
      return isState || isOfLine ? [`${file.fileName}: ${before}${value}`] : [];
    }),
  );
}

function beginsWell(text: string): boolean {
  return new RegExp(`^${beginning}`, 'u').test(text);
}

/** One sentence has no full stop, several have one; how an inserted value ends is not known. */
function endsWell(text: string): boolean {
  if (text.endsWith(VALUE)) return true;
  const isSeveral = new RegExp(String.raw`[.!?]['")]*\s+${beginning}`, 'u').test(text);
  return /[.!?]['")]*$/.test(text) === isSeveral;
}

function readable({ text, where }: Message): string {
  return `${where}: ${text}`;
}

describe('messages for people', () => {
  const files = parsedFiles('src');
  const heirs = errorClasses(files);
  const errors = files.flatMap((file) => errorMessages(file, heirs));
  const values = files.flatMap(valueMessages);

  test('the test sees the messages of errors and of values', () => {
    expect(errors.length).toBeGreaterThan(80);
    expect(values.length).toBeGreaterThan(30);
    expect(heirs).toContain('ConflictError');
  });

  test('the message of an error begins with a capital letter or a value', () => {
    expect(errors.filter(({ text }) => !beginsWell(text)).map(readable)).toEqual([]);
  });

  test('a message of one sentence ends without a full stop, one of several ends with one', () => {
    expect([...errors, ...values].filter(({ text }) => !endsWell(text)).map(readable)).toEqual([]);
  });

  test('a sentence says a state in words', () => {
    const ofComputes = /^src\/compute\/|\/compute\.ts$/;
    expect(files.filter(({ fileName }) => !ofComputes.test(fileName)).flatMap(bareStates)).toEqual([]);
  });

  test.each([
    ['There is no project', true, true],
    ["'{value}' is no time", true, true],
    ['Could not read: {value}', true, true],
    ['Nothing was changed. Try again.', true, true],
    ['There is no project.', true, false],
    ['there is no project', false, true],
    ['Nothing was changed. Try again', true, false],
    ['The chain {value} was cut. {value} lines are left', true, false],
  ])("of '%s' it says: begins well %s, ends well %s", (text, begins, ends) => {
    expect([beginsWell(text), endsWell(text)]).toEqual([begins, ends]);
  });
});
