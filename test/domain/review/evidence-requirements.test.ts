import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FileType,
  fileTypes,
  notCheckedReasons,
  type Severity,
  severities,
  verdictOf,
} from '../../../src/domain/inspection/evidence.ts';
import { missingReasons, type RoundEvidence, summedUp } from '../../../src/domain/inspection/round-evidence.ts';
import { filesToOpen } from '../../../src/domain/inspection/to-open.ts';
import { type ProjectDisclosure, rulesOfProject } from '../../../src/domain/project/project-disclosure.ts';
import { considerDecision, decisionIn, newRound } from '../../../src/domain/review/approval.ts';
import { choices } from '../../../src/domain/review/decision.ts';
import {
  causeText,
  openedOf,
  reasonCauses,
  refuseByRequirements,
  viewingRequirement,
} from '../../../src/domain/review/evidence-requirements.ts';
import { countedDecisions, type Round } from '../../../src/domain/review/round.ts';
import { sampleProject, usualDisclosure } from '../sample.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const hash = 'e'.repeat(64);
const digest = 'd'.repeat(64);
const project = sampleProject();
const ada = '00000000-0000-4000-8000-000000000011';
const none = { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 };
const clean: RoundEvidence = { hash, verdicts: none, unchecked: 0, types: ['table'] };

function aRound(
  evidence: RoundEvidence | undefined,
  disclosure: Partial<ProjectDisclosure> = {},
  overLimits: readonly string[] = [],
): Round {
  const asked = { ...project.egress, disclosure: { ...usualDisclosure, ...disclosure } };
  const round = newRound({
    exportId: 'exp_1',
    project: sampleProject({ egress: asked }),
    definition: 'h1',
    researchers: [],
    filesSince: now.toISOString(),
    number: 1,
    digest,
    overLimits,
    now,
  });
  return evidence === undefined ? round : { ...round, evidence };
}

describe('a written reason', () => {
  test.each<[string, RoundEvidence | undefined, readonly string[], (readonly string[])?]>([
    ['no reading room', undefined, []],
    ['clean files', clean, []],
    ['a finding that people are to look at', { ...clean, verdicts: { ...none, review: 1 } }, []],
    [
      'a file that should not leave',
      { ...clean, verdicts: { ...none, block: 1 } },
      ['1 file holds what should not leave'],
    ],
    [
      'parts that were not looked at',
      { ...clean, verdicts: { ...none, review: 1 }, unchecked: 2 },
      ['2 files were not looked at whole'],
    ],
    [
      'types that are not allowed',
      { ...clean, types: ['table', 'parquet', 'arrow'] },
      ['the types parquet and arrow are not among the allowed types'],
    ],
    [
      'all of that',
      { hash, verdicts: { ...none, block: 2 }, unchecked: 1, types: ['other'] },
      [
        '2 files hold what should not leave',
        '1 file was not looked at whole',
        'the type other is not among the allowed types',
      ],
    ],
    ['soft limits that are exceeded', undefined, ['it exceeds the soft limits week and year'], ['week', 'year']],
    [
      'one of them, and no evidence',
      { missing: 'late' },
      ['it exceeds the soft limit week', 'there was no evidence within 30 minutes'],
      ['week'],
    ],
    [
      'one of them, and a file that should not leave',
      { ...clean, verdicts: { ...none, block: 1 } },
      ['it exceeds the soft limit week', '1 file holds what should not leave'],
      ['week'],
    ],
    ['no evidence in time', { missing: 'late' }, ['there was no evidence within 30 minutes']],
    ['something that is no evidence', { missing: 'unreadable' }, ['there was no evidence that can be read']],
    ['evidence about other files', { missing: 'other-files' }, ['there was no evidence about these files']],
  ])('with %s', (_what, evidence, causes, over = []) => {
    const round = aRound(evidence, {}, over);
    expect(reasonCauses(round).map(causeText)).toEqual(causes);
    for (const blank of ['', ' \n\t']) {
      const refusal = refuseByRequirements(round, blank, undefined);
      expect(refusal?.code).toBe(causes.length === 0 ? undefined : 'reason-missing');
      for (const cause of causes) expect(refusal?.message).toContain(cause);
    }
    expect(refuseByRequirements(round, 'A model; it was looked into by hand.', undefined)).toBeUndefined();
  });

  test('an allowed type wants none, whatever its project allows beside it', () => {
    const parquet: RoundEvidence = { ...clean, types: ['parquet'] };
    expect(reasonCauses(aRound(parquet, { allowedTypes: ['parquet'] }))).toEqual([]);
    expect(reasonCauses(aRound(clean, { allowedTypes: [] }))).toEqual([{ kind: 'types', types: ['table'] }]);
  });
});

describe('files that must be opened', () => {
  const required = { viewing: 'required' } as const;
  const file = { bytes: 1, type: 'text' as const, findings: [], notChecked: [], verdict: 'clean' as const };
  const evidence = {
    digest,
    definition: hash,
    thresholds: rulesOfProject(usualDisclosure),
    versions: {},
    files: [1, 2, 3].map((number) => ({ ...file, number })),
    unread: 0,
  };
  const opened = (...numbers: number[]) => openedOf(evidence, ada.toUpperCase(), new Map([[ada, numbers]]));

  test.each<[string, ReturnType<typeof opened>, string | undefined]>([
    ['none', opened(), '3 of the 3 files that you are to open are left'],
    ['all but one', opened(1, 3, 9), '1 of the 3 files that you are to open is left'],
    ['all', opened(3, 2, 1), undefined],
  ])('when %s of them was', (_what, theirs, words) => {
    expect(theirs.toOpen).toEqual([1, 2, 3]);
    const refusal = refuseByRequirements(aRound(clean, required), '', theirs);
    if (words === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toEqual({ code: 'not-opened', message: expect.stringContaining(words) });
    expect(refuseByRequirements(aRound(clean), '', theirs)).toBeUndefined();
  });

  test('nobody else opens them for somebody', () => {
    expect(openedOf(evidence, ada, new Map([['00000000-0000-4000-8000-000000000012', [1, 2, 3]]])).opened).toEqual([]);
  });

  test('where it is not known which they are nothing is taken, and without evidence no reason takes its place', () => {
    expect(refuseByRequirements(aRound(clean, required), '', undefined)?.code).toBe('not-opened');
    for (const evidence of [undefined, ...missingReasons.map((missing) => ({ missing }))]) {
      expect(viewingRequirement(aRound(evidence, required))).toBe('impossible');
      expect(refuseByRequirements(aRound(evidence, required), 'It is small.', undefined)?.code).toBe('not-opened');
      expect(refuseByRequirements(aRound(evidence), 'It is small.', undefined)).toBeUndefined();
    }
    expect(viewingRequirement(aRound(undefined))).toBe('none');
  });

  test('where two operators let it go on without evidence, an approval needs a reason and nothing else', () => {
    const who = { askedBy: 'otto', askedAt: '', agreedBy: 'orla', at: '', reason: 'The room is away', digest };
    for (const evidence of [undefined, ...missingReasons.map((missing) => ({ missing }))]) {
      const round = { ...aRound(evidence, required), withoutEvidence: who };
      expect(viewingRequirement(round)).toBe('none');
      expect(refuseByRequirements(round, '', undefined)?.code).toBe('reason-missing');
      expect(refuseByRequirements(round, 'It is small.', undefined)).toBeUndefined();
    }
    expect(viewingRequirement({ ...aRound(clean, required), withoutEvidence: who })).toBe('required');
  });
});

const anyEvidence = fc
  .array(
    fc.record({
      type: fc.constantFrom(...fileTypes),
      findings: fc
        .array(fc.constantFrom<Severity>(...severities), { maxLength: 2 })
        .map((heavy) => heavy.map((severity) => ({ rule: 'a-rule', severity, count: 1 }))),
      notChecked: fc.subarray([...notCheckedReasons], { maxLength: 1 }),
    }),
    { maxLength: 6 },
  )
  .map((files) => ({
    digest,
    definition: hash,
    thresholds: rulesOfProject(usualDisclosure),
    versions: {},
    files: files.map((file, index) => ({ ...file, number: index + 1, bytes: 1, verdict: verdictOf(file) })),
    unread: 0,
  }));

const anyCase = fc.record({
  evidence: anyEvidence,
  known: fc.constantFrom('evidence' as const, 'none' as const, ...missingReasons),
  allowedTypes: fc.subarray(fileTypes.filter((type) => type !== 'unknown')),
  viewing: fc.constantFrom('shown' as const, 'required' as const),
  choice: fc.constantFrom(...choices),
  reason: fc.constantFrom('', ' ', 'why'),
  opened: fc.subarray([1, 2, 3, 4, 5, 6]),
});

test('an approval is taken only with every duty done, other answers as ever, and it counts only with its reason', () => {
  fc.assert(
    fc.property(anyCase, ({ evidence, known, allowedTypes, viewing, choice, reason, opened }) => {
      const summary =
        known === 'evidence' ? summedUp(evidence, hash) : known === 'none' ? undefined : { missing: known };
      const round = aRound(summary, { allowedTypes, viewing });
      const said = { approver: ada, choice, reason, lookedAt: true, deidentified: true, digest };
      const decision = decisionIn(round, said, now);
      const theirs = openedOf(evidence, ada, new Map([[ada, opened]]));
      const verdict = considerDecision({ round, decisions: [], decision, opened: theirs, now });

      const allowed = new Set<FileType>(allowedTypes);
      const needsReason =
        known === 'evidence'
          ? evidence.files.some(
              ({ type, verdict, notChecked }) => verdict === 'block' || notChecked.length > 0 || !allowed.has(type),
            )
          : known !== 'none';
      const isWritten = reason.trim() !== '';
      const isOpened = filesToOpen(evidence, ada).every((number) => opened.includes(number));
      const isDone =
        choice === 'approve'
          ? (isWritten || !needsReason) && (viewing === 'shown' || (known === 'evidence' && isOpened))
          : isWritten;
      expect(verdict.kind).toBe(isDone ? 'accept' : 'refuse');
      const counts = choice !== 'approve' || isWritten || !needsReason;
      expect(countedDecisions(round, [decision])).toHaveLength(counts ? 1 : 0);
    }),
    { numRuns: 500 },
  );
});
