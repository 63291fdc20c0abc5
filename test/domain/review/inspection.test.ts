import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import { evidenceSchema, severities, verdictOf, verdicts } from '../../../src/domain/inspection/evidence.ts';
import {
  inspectionPath,
  inspectionRequest,
  parseInspectionPath,
  parseViewPath,
  viewPath,
  viewsPrefix,
} from '../../../src/domain/review/inspection.ts';
import { lookedAtAll } from '../../inspector/a-coverage.ts';

const digest = 'a'.repeat(64);
const key = { project: 'heart-study', exportId: 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D', digest };
const thresholds = disclosureRules.parse({});
const file = { number: 1, sha256: digest, bytes: 3, type: 'table', findings: [], notChecked: [], verdict: 'clean' };
const evidence = { digest, definition: digest, thresholds, versions: { app: '0.1.0' }, files: [file], unread: 0 };

describe('the path of a request', () => {
  test('names what it asks for', () => {
    expect(inspectionPath(key)).toBe(`heart-study/exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D/${digest}.json`);
    expect(parseInspectionPath(inspectionPath(key))).toEqual(key);
  });

  test.each([
    ['of a project that cannot be', `../exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D/${digest}.json`],
    ['of a dataset', `heart-study/ing_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D/${digest}.json`],
    ['without a digest', 'heart-study/exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D/abc.json'],
    ['that goes deeper', `heart-study/exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D/x/${digest}.json`],
  ])('is none %s', (_what, path) => expect(parseInspectionPath(path)).toBeUndefined());
});

describe('the path of a view', () => {
  const oid = '0b8c54c8-5f5e-4b6c-9a3e-3f1d3f6f7a10';
  const folder = 'heart-study/exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D';

  test('names the round, the person in small letters and the file', () => {
    const path = viewPath(key, { round: 2, oid: oid.toUpperCase(), file: 12 });
    expect(path).toBe(`${folder}/2/${oid}/12`);
    expect(path.startsWith(viewsPrefix(key, 2))).toBe(true);
    expect(path.startsWith(viewsPrefix(key, 2, oid))).toBe(true);
    expect(parseViewPath(path)).toEqual({ round: 2, oid, file: 12 });
  });

  test.each([
    `${folder}/0/${oid}/12`,
    `${folder}/1000/${oid}/12`,
    `${folder}/2/ada/12`,
    `${folder}/2/${oid}/012`,
    `${folder}/2/${oid}/2001`,
    `${folder}/2/${oid}/12/x`,
    `${folder}/2/${oid}/`,
  ])('is not %s', (path) => expect(parseViewPath(path)).toBeUndefined());
});

test('a request names thresholds, the definition that they come from, approvers, a deadline and the package before, and nothing else', () => {
  const asked = { definition: digest, thresholds, approvers: [], deadline: '2026-11-30T17:00:00Z' };
  expect(inspectionRequest.safeParse(asked).success).toBe(true);
  expect(inspectionRequest.safeParse({ ...asked, continues: 'exp_01K00000000000000000000000' }).success).toBe(true);
  for (const continues of ['', '../x', 'ing_01K00000000000000000000000'])
    expect(inspectionRequest.safeParse({ ...asked, continues }).success).toBe(false);
  const about = { name: 'table-2', review: 'https://gate.example.org/api/review-package/a/b' };
  expect(inspectionRequest.safeParse({ ...asked, about }).success).toBe(true);
  expect(inspectionRequest.safeParse({ ...asked, about: { ...about, review: 'javascript:alert(1)' } }).success).toBe(
    false,
  );
  expect(inspectionRequest.safeParse({ ...asked, skip: ['table-1.csv'] }).success).toBe(false);
});

describe('evidence', () => {
  test('says what was found in each file, by number', () => {
    const found = { ...file, findings: [{ rule: 'small-count', severity: 'review', count: 2 }], verdict: 'review' };
    expect(evidenceSchema.parse({ ...evidence, files: [found] }).files).toEqual([found]);
  });

  test.each([
    ['a name', { ...evidence, files: [{ ...file, name: 'table-1.csv' }] }],
    ['a remark', { ...evidence, remark: 'Ada is 43' }],
    ['a value in a version', { ...evidence, versions: { app: 'Ada is 43' } }],
    [
      'a value in a rule',
      { ...evidence, files: [{ ...file, findings: [{ rule: 'Ada', severity: 'note', count: 1 }] }] },
    ],
    [
      'a count that could carry data',
      { ...evidence, files: [{ ...file, findings: [{ rule: 'a', severity: 'note', count: 100 }], verdict: 'note' }] },
    ],
    ['a file twice', { ...evidence, files: [file, file] }],
    [
      'an exact number of what was looked at',
      { ...evidence, files: [{ ...file, coverage: { ...lookedAtAll, looked: 7 } }] },
    ],
    ['a place', { ...evidence, files: [{ ...file, places: [{ row: 1 }] }] }],
  ])('holds never %s', (_what, given) => expect(evidenceSchema.safeParse(given).success).toBe(false));

  test('says that nothing was found only where what was looked at balances; older evidence calls that clean', () => {
    const nothing = { findings: [], notChecked: [] };
    expect(verdictOf({ ...nothing, coverage: lookedAtAll })).toBe('lookedAt');
    expect(verdictOf({ ...nothing, coverage: { balances: false } })).toBe('notChecked');
    expect(verdictOf(nothing)).toBe('clean');
    expect(evidenceSchema.parse(evidence).files).toEqual([file]);
  });

  test('is refused where a verdict is another than its findings make', () => {
    const severity = fc.constantFrom(...severities);
    const findings = fc.array(fc.record({ rule: fc.constant('a-rule'), severity, count: fc.constant(1) }), {
      maxLength: 4,
    });
    const verdict = fc.constantFrom(...verdicts);
    const notChecked = fc.subarray(['partly', 'unbalanced'] as const);
    const balances = fc.constantFrom(undefined, true, false);
    fc.assert(
      fc.property(findings, notChecked, verdict, balances, (found, not, said, sums) => {
        const coverage = sums === undefined ? {} : { coverage: { ...lookedAtAll, balances: sums } };
        const given = { ...file, findings: found, notChecked: not, verdict: said, ...coverage };
        const { success } = evidenceSchema.safeParse({ ...evidence, files: [given] });
        const isTrue = sums === undefined || sums !== not.includes('unbalanced');
        expect(success).toBe(isTrue && said === verdictOf({ findings: found, notChecked: not, ...coverage }));
      }),
    );
  });
});
