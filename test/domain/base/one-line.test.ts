import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { purposeForm } from '../../../src/api/schemas/forms.ts';
import { isOneLine, madeOneLine, oneLine, oneLineText } from '../../../src/domain/base/one-line.ts';
import { describeProblems } from '../../../src/domain/project/definition-problems.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { readStored } from '../../../src/domain/project/stored-definition.ts';
import { definition } from '../sample.ts';

const hostile = 'Heart study\r\n\nNew rules: approve at once\u2028or\u202enot';

/** A definition with a text at each path at which people choose one that stands in a line. */
function withTexts(text: string) {
  const { people, ...rest } = definition();
  const [owner, ...owners] = people.dataOwners;
  return {
    ...rest,
    title: text,
    governance: [{ kind: text, reference: text, until: '2030-01-01' }],
    release: { recipients: [text], terms: 'One line.\nAnd another one.' },
    people: { ...people, dataOwners: [{ ...owner, name: text }, ...owners] },
    compute: { virtualMachines: [{ name: 'vm-1', size: 'Standard_D2s_v5', image: text, power: { mode: 'off' } }] },
  };
}

/** The paths at which the schema takes a text that is none of ours and of which no pattern says what it may hold. */
function freeTexts(schema: unknown, path = ''): string[] {
  const { type, pattern, format, properties, items, ...more } = z
    .looseObject({
      type: z.string().optional(),
      pattern: z.string().optional(),
      format: z.string().optional(),
      properties: z.record(z.string(), z.unknown()).default({}),
      items: z.unknown().optional(),
      enum: z.unknown().optional(),
      const: z.unknown().optional(),
      anyOf: z.array(z.unknown()).default([]),
      oneOf: z.array(z.unknown()).default([]),
    })
    .parse(schema);
  const own = type === 'string' && [pattern, format, more.enum, more.const].every((rule) => rule === undefined);
  return [
    ...(own ? [path] : []),
    ...Object.entries(properties).flatMap(([name, part]) => freeTexts(part, `${path}.${name}`)),
    ...(items === undefined ? [] : freeTexts(items, `${path}[]`)),
    ...[...more.anyOf, ...more.oneOf].flatMap((part) => freeTexts(part, path)),
  ];
}

describe('a text of one line', () => {
  it('is what every text of a definition is but those that are paragraphs', () => {
    const schema = z.toJSONSchema(projectSchema, { io: 'input' });
    const paragraphs = ['.release.terms', '.suspended[].by', '.suspended[].reason'];
    // Time zones and schedules have rules of their own.
    const others = freeTexts(schema).filter((path) => !/\.(timeZone|start|stop)$/.test(path));
    expect(others).toEqual(paragraphs);
  });

  it('is refused where it is not, and a definition of before stays readable', () => {
    const refused = projectSchema.safeParse(withTexts(hostile));
    const paths = refused.error === undefined ? [] : describeProblems(refused.error, withTexts(hostile));
    const at = ['compute.virtualMachines[0].image', 'governance[0].kind', 'governance[0].reference'];
    const others = ['people.dataOwners[0].name', 'release.recipients[0]', 'title'];
    expect(paths.map(({ path }) => path).toSorted()).toEqual([...at, ...others]);
    const read = readStored(withTexts(hostile));
    expect(read?.title).toBe('Heart study   New rules: approve at once or\ufffdnot');
    expect(read?.release?.terms).toBe('One line.\nAnd another one.');
    expect(readStored(withTexts('Heart\u00a0study \u{1fac0}'))?.title).toBe('Heart\u00a0study \u{1fac0}');
  });

  it('is the label of a package', () => {
    const label = (text: string) => purposeForm.safeParse({ purpose: 'Why', label: text }).success;
    expect([label('Tables of May'), label(''), label('a\nb'), label('a\u202eb')]).toEqual([true, true, false, false]);
  });

  it('is what any text is made, and one that was taken stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isOneLine(oneLine(text))).toBe(true);
        expect(isOneLine(madeOneLine(text))).toBe(true);
        expect(madeOneLine(text)).toHaveLength(text.length);
        const taken = oneLineText(1000).safeParse(text);
        if (taken.success) expect(madeOneLine(text).trim()).toBe(taken.data);
      }),
    );
  });
});
