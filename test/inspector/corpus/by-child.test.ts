import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileTypes } from '../../../src/domain/inspection/evidence.ts';
import type { Inspected } from '../../../src/inspector/inspect-file.ts';
import { ruleById } from '../../../src/inspector/rules/index.ts';
import { packageRules } from '../../../src/inspector/rules/packages.ts';
import { partOf } from '../../shares.ts';
import { readByChild } from './by-child.ts';
import { formatFiles } from './formats.ts';
import { isRight, missedIn, unexpectedIn } from './judge.ts';
import { ordinary } from './ordinary/index.ts';
import { variants } from './variants.ts';

// The whole corpus takes minutes, since each file has a process of its own: `npm run bench -- inspector`.
const everyHit = variants.filter(({ what }) => what.endsWith(', hit'));
const firsts = [...Map.groupBy(everyHit, ({ rule }) => rule).values()].flatMap((of) => of.slice(0, 1));
/** One for each rule, and of the others today's share. */
const hits = [...new Set([...firsts, ...partOf(everyHit, 6)])];
/** The checks alone see all of them each day; the child those of today. */
const someOrdinary = partOf(
  ordinary.filter(({ must }, at) => Object.keys(must).length > 0 || at % 8 === 0),
  12,
);
const files = [...formatFiles, ...hits.map(({ file }) => file), ...someOrdinary];

const folder = resolve(import.meta.dirname, '../../../dist/inspector');
let all: readonly Inspected[] = [];
beforeAll(async () => {
  all = await readByChild(folder, files);
});

/** What the child said of one of the files. */
const saidOf = (file: (typeof files)[number]): Inspected => {
  const said = all[files.indexOf(file)];
  if (said === undefined) throw new Error(`${file.name} was not read`);
  return said;
};

const rulesIn = ({ findings }: Inspected) => findings.map(({ rule }) => rule);

describe('the built child, in a locked process for each file', () => {
  test.each(formatFiles.map((file) => [file.name, file] as const))('finds in %s what it was made for', (_, file) => {
    const said = saidOf(file);
    expect({ type: said.type, rules: rulesIn(said).toSorted() }).toEqual({
      type: file.type,
      rules: file.rules.toSorted(),
    });
  });

  test.each(hits.map((hit) => [hit.what, hit] as const))('finds %s, where it stands', (_, hit) => {
    expect(isRight(hit, saidOf(hit.file)), JSON.stringify(saidOf(hit.file))).toBe(true);
  });

  test.each(someOrdinary.map((file) => [file.name, file] as const))('finds in %s what it must, no more', (_, file) => {
    expect({ missed: missedIn(file, saidOf(file)), more: unexpectedIn(file, saidOf(file)) }).toEqual({
      missed: [],
      more: [],
    });
  });

  test('says of each file what it looked at, in numbers that add up to it', () => {
    const wrong = all.filter(({ coverage, notChecked }) => coverage === undefined || notChecked.includes('unbalanced'));
    expect(wrong).toEqual([]);
  });

  test('was given a file of each type and one of each rule', () => {
    const types = new Set<string>(all.map(({ type }) => type));
    expect(fileTypes.filter((type) => type !== 'unknown' && !types.has(type))).toEqual([]);
    // What shows only beside other files no child can find.
    const rules = new Set([...all.flatMap(rulesIn), ...packageRules.map(({ id }) => id)]);
    expect([...ruleById.keys()].filter((rule) => !rules.has(rule))).toEqual([]);
  });
});
