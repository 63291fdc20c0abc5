import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkContent } from '../../../../local/azure/data-factory/expression/check.ts';
import { type ExpressionScope, evaluateContent } from '../../../../local/azure/data-factory/expression/evaluate.ts';
import type { Json } from '../../../../local/azure/data-factory/json.ts';

const scope: ExpressionScope = {
  pipeline: {
    parameters: {
      folder: 'study/set',
      count: 3,
      list: ['x', 'y'],
      flag: true,
      nothing: null,
      at: '@{pipeline().RunId}',
    },
    RunId: 'run-1',
    Pipeline: 'ingress-copy',
    TriggerTime: '2026-11-24T10:00:00Z',
  },
  item: { name: 'first' },
  activity: (name) => (name === 'Copy' ? { output: { filesRead: 2, inner: { Deep: 'yes' } } } : undefined),
  variable: (name) => (name === 'state' ? 'open' : undefined),
  now: () => new Date('2026-11-24T10:11:12.345Z'),
};

const values: readonly (readonly [Json, Json])[] = [
  ['plain', 'plain'],
  ['11', '11'],
  ['a@b.example', 'a@b.example'],
  ['@@plain', '@plain'],
  ['x @@{y}', 'x @{y}'],
  ['@@{y}', '@{y}'],
  ['@pipeline().parameters.count', 3],
  ['@pipeline().parameters.list', ['x', 'y']],
  ['@{pipeline().parameters.count}', '3'],
  ['n=@{pipeline().parameters.count}, f=@{pipeline().parameters.flag}', 'n=3, f=True'],
  ['@pipeline().parameters.at', '@{pipeline().RunId}'],
  ['@PIPELINE().Parameters.FOLDER', 'study/set'],
  ["@pipeline()['parameters']['folder']", 'study/set'],
  ['@pipeline().runid', 'run-1'],
  ["@activity('Copy').output.filesRead", 2],
  ["@activity('Copy').output.inner.deep", 'yes'],
  ["@activity('Copy').output?.none?.deeper", null],
  ["@activity('Copy').output?.none", null],
  ['@item().name', 'first'],
  ["@variables('state')", 'open'],
  ["@concat('it''s ', 'me')", "it's me"],
  ["@concat('a', 1, true, json('[]'))", 'a1True[]'],
  ["@ConCat('a', 'b')", 'ab'],
  ["@equals('a', 'a')", true],
  ["@equals(1, '1')", false],
  ['@equals(json(\'{"a":[1]}\'), json(\'{"a":[1]}\'))', true],
  ["@and(true, equals('a', 'b'))", false],
  ['@and(false, pipeline().parameters.absent)', false],
  ['@or(true, pipeline().parameters.absent)', true],
  ["@if(true, 'yes', pipeline().parameters.absent)", 'yes'],
  ['@not(false)', true],
  ['@greater(2, 1)', true],
  ["@less('a', 'b')", true],
  ['@greaterOrEquals(2, 2)', true],
  ['@lessOrEquals(3, 2)', false],
  ["@contains('hello', 'ell')", true],
  ["@contains('hello', 'ELL')", false],
  ["@contains(pipeline().parameters.list, 'y')", true],
  ["@startsWith('Hello', 'hE')", true],
  ["@endsWith('Hello', 'LO')", true],
  ["@replace('a-b-c', '-', '$&')", 'a$&b$&c'],
  ["@substring('hello', 1, 3)", 'ell'],
  ["@substring('hello', 2)", 'llo'],
  ['@length(pipeline().parameters.list)', 2],
  ["@empty('')", true],
  ['@empty(pipeline().parameters.list)', false],
  ['@coalesce(null, pipeline().parameters.nothing, 5)', 5],
  ['@string(true)', 'True'],
  ["@int('42')", 42],
  ["@bool('FALSE')", false],
  ["@toLower('ÄB')", 'äb'],
  ["@toUpper('äb')", 'ÄB'],
  ["@trim('  a ')", 'a'],
  ["@split('a;b', ';')", ['a', 'b']],
  ["@join(pipeline().parameters.list, '-')", 'x-y'],
  ["@first('abc')", 'a'],
  ['@last(pipeline().parameters.list)', 'y'],
  ['@add(1, 2)', 3],
  ['@sub(1, 2.5)', -1.5],
  ['@mul(3, -2)', -6],
  ['@div(7, 2)', 3],
  ['@div(-7, 2)', -3],
  ['@div(7.5, 2)', 3.75],
  ['@mod(7, 4)', 3],
  ['@utcnow()', '2026-11-24T10:11:12.3450000Z'],
  ['@pipeline().parameters.list[1]', 'y'],
  [{ type: 'Expression', value: '@add(1, 1)' }, 2],
  [{ type: 'Expression', content: '@add(1, 1)' }, 2],
  [
    { a: ['@add(1, 1)', 'b'], c: null },
    { a: [2, 'b'], c: null },
  ],
];

const failures: readonly (readonly [string, string])[] = [
  ['@pipeline().parameters.absent', "property 'absent' doesn't exist, available properties are 'folder"],
  ["@activity('Other').output", "activity('Other')"],
  ['@pipeline().parameters.count.deeper', "cannot be selected from a value of type 'Integer'"],
  ['@pipeline().parameters.list[2]', 'outside bounds (0, 1)'],
  ["@substring('abc', 2, 5)", 'has 3 characters'],
  ['@div(1, 0)', 'divide by zero'],
  ["@add('1', 2)", "'add' expects a number"],
  ["@and('true', true)", "'and' expects a boolean"],
  ["@int('1.5')", "'int' was invoked with a parameter that is not valid"],
  ['@length(5)', "'length' expects a string or a list"],
  ['@greater(1, true)', "'greater' expects two numbers or two strings"],
];

describe('the expression language', () => {
  test.each(values)('%j gives %j', (content, expected) => {
    expect(evaluateContent(content, scope)).toEqual(expected);
  });
  test('gives back any text that is written as a literal or stands in a parameter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(evaluateContent(`@concat('', '${text.replaceAll("'", "''")}')`, scope)).toBe(text);
        const given = { ...scope, pipeline: { parameters: { text } } };
        expect(evaluateContent('@pipeline().parameters.text', given)).toBe(text);
        expect(evaluateContent('<@{pipeline().parameters.text}>', given)).toBe(`<${text}>`);
      }),
    );
  });
  test.each(failures)('%s fails and says why', (content, message) => {
    expect(() => evaluateContent(content, scope)).toThrow(message);
  });
});

describe('the check before anything runs', () => {
  const names = {
    place: 'pipeline',
    parameters: ['folder'],
    activities: ['Copy'],
    variables: ['state'],
    inLoop: false,
  } as const;
  test.each([
    ['@guid()', "the function 'guid' is not run here"],
    ['@concat()', "the function 'concat' is given 0 parameters"],
    ['@if(true, 1)', "the function 'if' is given 2 parameters"],
    ['@pipeline().parameters.fodler', "the parameter 'fodler' does not exist"],
    ['@pipeline().globalParameters.tier', "the global parameter 'tier' does not exist"],
    ['@pipeline().Weather', "the system variable 'Weather' does not exist"],
    ["@activity('Cpoy').output", "the activity 'Cpoy' does not exist"],
    ["@variables('sate')", "the variable 'sate' does not exist"],
    ['@activity(pipeline().RunId)', 'the name of the activity is not a literal'],
    ['@item()', "'item()' stands outside a ForEach"],
    ['@dataset().folder', "'dataset()' stands outside a dataset"],
    ["@concat('a'", 'the end is unexpected'],
    ["@concat('a') b", "'b' is unexpected at position 13"],
    ['a @{concat(1} b', "'}' is unexpected"],
    ['@folder', "'f' is unexpected"],
  ])('refuses %s by name', (content, problem) => {
    expect(checkContent({ deep: [content] }, names).join()).toContain(problem);
  });
  test('accepts what exists, whatever the case of the names', () => {
    const content = "@if(equals(PIPELINE().Parameters.FOLDER, variables('state')), activity('Copy').output, '@')";
    expect(checkContent(content, names)).toEqual([]);
  });
});
