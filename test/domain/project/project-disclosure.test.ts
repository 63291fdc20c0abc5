import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDefinitions } from '../../../src/domain/definition/definition-change.ts';
import { disclosureThresholds } from '../../../src/domain/inspection/disclosure.ts';
import { fileTypes } from '../../../src/domain/inspection/evidence.ts';
import type { RoundEvidence } from '../../../src/domain/inspection/round-evidence.ts';
import {
  isSameDisclosure,
  type ProjectDisclosure,
  projectDisclosure,
} from '../../../src/domain/project/project-disclosure.ts';
import { reasonCauses } from '../../../src/domain/review/evidence-requirements.ts';
import { sampleProject, usualDisclosure } from '../sample.ts';

const nameable = fileTypes.filter((type) => type !== 'unknown');

const anyDisclosure: fc.Arbitrary<ProjectDisclosure> = fc.record({
  thresholds: fc.record({
    minCount: fc.constantFrom(5, 10, 20),
    minResidualDof: fc.constantFrom(5, 10),
    maxRows: fc.constantFrom(100, 5000),
    maxTextLength: fc.constantFrom(40, 80),
  }),
  rounding: fc.shuffledSubarray([3, 5, 7, 10]),
  allowedTypes: fc.shuffledSubarray(nameable),
  viewing: fc.constantFrom('shown' as const, 'required' as const),
});

/** One part of what is asked for, as it stands in another. */
type Change = (made: ProjectDisclosure, other: ProjectDisclosure) => ProjectDisclosure;
const fields: Change[] = [
  (made, { viewing }) => ({ ...made, viewing }),
  (made, { allowedTypes }) => ({ ...made, allowedTypes }),
  (made, other) => ({ ...made, allowedTypes: made.allowedTypes.filter((type) => other.allowedTypes.includes(type)) }),
  (made, { rounding }) => ({ ...made, rounding }),
  ...disclosureThresholds.keyof().options.map((name): Change => {
    return (made, { thresholds }) => ({ ...made, thresholds: { ...made.thresholds, [name]: thresholds[name] } });
  }),
];

const project = sampleProject();
const asking = (disclosure: ProjectDisclosure) => sampleProject({ egress: { ...project.egress, disclosure } });

describe('what a project asks of the reading room', () => {
  test('is as usual where it says nothing, and nothing unknown is among it', () => {
    expect(usualDisclosure).toMatchObject({
      thresholds: disclosureThresholds.parse({}),
      rounding: [5, 6, 7],
      viewing: 'shown',
    });
    for (const type of ['parquet', 'arrow', 'archive', 'other'] as const)
      expect(usualDisclosure.allowedTypes).not.toContain(type);
    for (const refused of [
      { allowedTypes: ['unknown'] },
      { allowedTypes: ['csv'] },
      { viewing: 'never' },
      { types: [] },
    ])
      expect(projectDisclosure.safeParse(refused).success).toBe(false);
  });

  test('is the same exactly where every value is, in whatever order types stand', () => {
    const plain = ({ thresholds, rounding, allowedTypes, viewing }: ProjectDisclosure) =>
      JSON.stringify([Object.entries(thresholds).sort(), rounding.toSorted(), allowedTypes.toSorted(), viewing]);
    fc.assert(
      fc.property(anyDisclosure, anyDisclosure, fc.boolean(), (one, drawn, isShuffled) => {
        const other = isShuffled
          ? { ...one, rounding: one.rounding.toReversed(), allowedTypes: one.allowedTypes.toReversed() }
          : drawn;
        expect(isSameDisclosure(one, other)).toBe(plain(one) === plain(other));
      }),
      { numRuns: 500 },
    );
  });

  test('never asks for less after a change that goes at once', () => {
    const evidence: RoundEvidence = {
      hash: 'e'.repeat(64),
      verdicts: { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 },
      unchecked: 0,
      types: [...fileTypes],
    };
    const typesNamed = (disclosure: ProjectDisclosure) =>
      reasonCauses({ evidence, rules: { disclosure } }).flatMap((cause) => (cause.kind === 'types' ? cause.types : []));
    fc.assert(
      fc.property(anyDisclosure, anyDisclosure, fc.subarray(fields, { maxLength: 2 }), (before, drawn, changed) => {
        const after = changed.reduce((made, field) => field(made, drawn), before);
        if (!compareDefinitions(asking(before), asking(after)).free) return;
        expect(typesNamed(after)).toEqual(expect.arrayContaining(typesNamed(before)));
        if (before.viewing === 'required') expect(after.viewing).toBe('required');
        const [less, more] = [before.thresholds, after.thresholds];
        expect(more.minCount).toBeGreaterThanOrEqual(less.minCount);
        expect(more.minResidualDof).toBeGreaterThanOrEqual(less.minResidualDof);
        expect(more.maxRows).toBeLessThanOrEqual(less.maxRows);
        expect(more.maxTextLength).toBeLessThanOrEqual(less.maxTextLength);
      }),
      { numRuns: 500 },
    );
  });
});
