import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '../../src/domain/base/errors.ts';
import { advance, explain, factsOf, type OperationEvent } from '../../src/domain/lifecycle/advance.ts';
import { publicState } from '../../src/domain/lifecycle/public-state.ts';
import { passesCopy } from '../../src/domain/lifecycle/unpublished.ts';
import { datasetFacts, datasetRows } from '../../src/domain/operation/dataset.ts';
import { exportFacts, exportRows } from '../../src/domain/operation/export.ts';
import { failureIn } from '../../src/domain/operation/operation.ts';
import type { Facts, Row } from '../../src/domain/operation/operation-table.ts';
import { newRound } from '../../src/domain/review/approval.ts';
import type { Round } from '../../src/domain/review/round.ts';
import { sampleOperation, sampleProject } from './sample.ts';

interface Machine {
  readonly door: 'ingress' | 'export';
  readonly rows: readonly Row<string, OperationEvent>[];
  readonly facts: Readonly<Record<string, Facts>>;
}
const machines: Machine[] = [
  { door: 'ingress', rows: datasetRows, facts: datasetFacts },
  { door: 'export', rows: exportRows, facts: exportFacts },
];
const now = '2026-03-01T11:00:00.000Z';

describe.each(machines)('the table of the $door door', ({ door, rows, facts }) => {
  const states = Object.keys(facts);
  const events = [...new Set(rows.map((row) => row.event))];
  const leaving = (state: string) => rows.filter((row) => row.from === state);
  /** Where a retry leads of what failed in that state: a comparison is done after a copy only. */
  const goesOnIn = (state: string | undefined) => (state === 'verifying' ? 'copying' : state);

  it('reaches every state from receiving', () => {
    const reached = new Set(['receiving']);
    for (const state of reached) for (const row of leaving(state)) reached.add(row.to);
    expect([...reached].sort()).toEqual([...states].sort());
  });

  it('has one target for each event of a state, except where an operator retries', () => {
    const keys = rows.filter((row) => row.event !== 'retry').map((row) => `${row.from} ${row.event}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leads by a retry back to every state that can fail, from a comparison to the copy, and to no other', () => {
    const targets = rows.filter((row) => row.event === 'retry').map((row) => row.to);
    const failing = rows.filter((row) => row.event === 'fail').map((row) => row.from);
    expect(targets.toSorted()).toEqual([...new Set(failing.map(goesOnIn))].toSorted());
    for (const failedIn of failing) {
      const failure = failureIn(failedIn, 'stopped', now);
      const failed = { ...sampleOperation({ door, state: 'failed' }), failure };
      const again = advance(failed, 'retry', now);
      expect(again).toMatchObject({ state: goesOnIn(failedIn), retriedAt: now });
      expect(again).not.toHaveProperty('failure');
    }
  });

  it.each(states)('%s is final exactly when no arrow leads out', (state) => {
    expect(facts[state]?.final).toBe(leaving(state).length === 0);
  });

  it.each(states)('%s, when open, has an owner, something it waits for and a next step', (state) => {
    const { open, owner, waitsFor, runs } = factsOf({ id: 'x', door, state });
    if (!open) return expect(runs).toBe(false);
    expect(owner).not.toBeNull();
    expect(waitsFor).not.toBe('nothing');
    expect(leaving(state).length).toBeGreaterThan(0);
  });

  it.each(states)(
    '%s, when an orchestration works on it, can fail or move on by the control plane or by approvers',
    (state) => {
      if (!facts[state]?.runs) return;
      expect(leaving(state).some((row) => row.by === 'system' || row.by === 'approvers')).toBe(true);
    },
  );

  it('is never left by a walk of random events, and ends only in final states', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (walk) => {
        let operation = sampleOperation({ door });
        for (const event of walk) {
          const fromRelease = event !== 'take-back' || (operation.failure?.state ?? 'releasing') === 'releasing';
          const passes = fromRelease && passesCopy(operation, event);
          const back = (to: string) => passes && (event !== 'retry' || to === goesOnIn(operation.failure?.state));
          const row = leaving(operation.state).find((candidate) => candidate.event === event && back(candidate.to));
          if (!row) {
            expect(() => advance(operation, event, now)).toThrow(IllegalMove);
            continue;
          }
          const failure = event === 'fail' ? failureIn(operation.state, 'stopped', now) : undefined;
          const next = advance(operation, event, now, failure);
          expect(next).toMatchObject({ state: row.to, revision: operation.revision + 1, since: now, id: operation.id });
          expect(facts[next.state]).toBeDefined();
          operation = next;
        }
        if (leaving(operation.state).length === 0) expect(factsOf(operation).final).toBe(true);
      }),
      { numRuns: 500, seed: 1440658326 },
    );
  });
});

describe('the export table', () => {
  it('leads to released only through the approvers, or where no approval is needed', () => {
    const into = (state: string) =>
      exportRows.filter((row) => row.to === state && row.event !== 'retry').map((row) => row.event);
    expect(into('released')).toEqual(['released']);
    expect(into('releasing').sort()).toEqual(['approve', 'skip-approval']);
    expect(exportRows.filter((row) => row.event === 'approve').map((row) => [row.from, row.by])).toEqual([
      ['in-review', 'approvers'],
    ]);
  });
});

describe('the dataset table', () => {
  it('deletes originals only after a verified copy', () => {
    const into = datasetRows.filter((row) => row.to === 'deleting' && row.event !== 'retry');
    expect(into.map((row) => row.from)).toEqual(['verifying']);
  });
});

describe('advance', () => {
  it('writes why it failed together with the state and leaves the given operation alone', () => {
    const before = sampleOperation({ state: 'checking' });
    const failure = failureIn('checking', 'a stray file', now);
    expect(advance(before, 'fail', now, failure)).toMatchObject({ state: 'failed', failure });
    expect(before.state).toBe('checking');
  });

  it('keeps what the scan found until the upload is checked anew', () => {
    const scan = { since: now, lookedAt: now };
    const scanning = sampleOperation({ state: 'scanning', scan });
    const copying = advance(scanning, 'scanned', now);
    expect(advance(copying, 'copied', now).scan).toEqual(scan);
    const failed = { ...scanning, state: 'failed', failure: failureIn('scanning', 'stopped', now) };
    expect(advance(failed, 'retry', now)).not.toHaveProperty('scan');
    expect(advance({ ...scanning, state: 'checking' }, 'scan', now)).not.toHaveProperty('scan');
    expect(advance({ ...scanning, state: 'checking' }, 'passed', now)).not.toHaveProperty('scan');
  });

  it('forgets what the scan found when the upload changed and is checked anew', () => {
    const scan = { since: now, lookedAt: now };
    expect(advance(sampleOperation({ state: 'verifying', scan }), 'changed', now)).not.toHaveProperty('scan');
    const freezing = sampleOperation({ door: 'export', state: 'freezing', scan });
    expect(advance(freezing, 'changed', now)).not.toHaveProperty('scan');
  });

  it('adds nothing to a row that has nothing to forget or to tell but its new state', () => {
    const copying = sampleOperation({ state: 'copying', retriedAt: '2026-03-01T10:30:00.000Z' });
    const next = { ...copying, state: 'verifying', revision: copying.revision + 1, since: now };
    expect(advance(copying, 'copied', now)).toStrictEqual(next);
  });

  it.each([
    ['ingress', 'receiving', 'complete', 'received'],
    ['export', 'freezing', 'frozen', 'in-review'],
    ['export', 'in-review', 'approve', 'approved'],
    ['export', 'in-review', 'deny', 'denied'],
    ['export', 'in-review', 'want-changes', 'changes-wanted'],
    ['export', 'denied', 'reopen', 'in-review'],
  ] as const)('of the %s door says from %s on by %s that people are told: %s', (door, state, event, tells) => {
    expect(advance(sampleOperation({ door, state }), event, now)).toMatchObject({ tells });
  });

  it('forgets with the next move what people were told of the one before', () => {
    const checking = advance(sampleOperation(), 'complete', now);
    expect(advance(checking, 'passed', now)).not.toHaveProperty('tells');
  });

  it('names the operation, its state and the event that it cannot take', () => {
    expect(() => advance(sampleOperation({ state: 'available' }), 'copied', now)).toThrow(
      "The dataset ing_01K00000000000000000000000 is available: it cannot take 'copied'",
    );
  });

  it('refuses a state that the door does not know', () => {
    expect(() => factsOf(sampleOperation({ state: 'in-review' }))).toThrow(IllegalMove);
  });
});

describe('explain', () => {
  it('says what a dataset waits for, since when and who acts', () => {
    expect(explain(sampleOperation(), new Date('2026-03-01T10:05:30Z'))).toBe(
      'The dataset cohort of heart-study is receiving since 2026-03-01T10:00:00.000Z (5 min) and waits for the end of the upload: ' +
        "the marker _COMPLETE, or, unless the project requires it, the quiet period without a change: the data owner acts next; it ends by itself: fails after the project's giveUpHours.",
    );
  });

  it('says why something failed', () => {
    const failure = failureIn('copying', 'Data Factory is away', now);
    const text = explain(sampleOperation({ state: 'failed', failure }), new Date(now));
    expect(text).toContain('(Data Factory is away)');
    expect(text).toContain('an operator acts next');
  });

  it('says that an upload rests and why, once the scanner has had its time', () => {
    const scan = { since: now, lookedAt: now, unscanned: 'There is no clean verdict of "a.zip".' };
    const text = explain(sampleOperation({ state: 'scanning', since: now, scan }), new Date(now));
    expect(text).toBe(
      `The dataset cohort of heart-study is scanning since ${now} (0 min) and rests: There is no clean verdict of "a.zip". It goes on by itself when a clean verdict comes; an operator can look again (retry) or discard it.`,
    );
  });

  it('says of a package that is inspected until when it waits', () => {
    const operation = sampleOperation({ door: 'export', state: 'inspecting', since: now });
    const end = '2026-03-01T11:30:00.000Z';
    expect(explain(operation, new Date(now))).toContain(`waits for the reading room to look into the frozen files`);
    expect(explain(operation, new Date(now))).toContain(
      `after 30 minutes without evidence, unless its project wants files to be opened (\`viewing: required\`); operators are told, at ${end}`,
    );
    expect(publicState(operation)).toMatchObject({ waitsOn: 'system', until: end });
  });

  it('forgets what an inspection ended with when there is another, and keeps it otherwise', () => {
    const inspection = { evidence: { missing: 'late' as const }, at: now };
    const inspecting = sampleOperation({ door: 'export', state: 'inspecting', inspection });
    expect(advance(inspecting, 'inspected', now)).toMatchObject({ state: 'in-review', inspection });
    const failed = { ...inspecting, state: 'failed', failure: failureIn('inspecting', 'stopped', now) };
    expect(advance(failed, 'retry', now)).toMatchObject({ state: 'inspecting', since: now });
    expect(advance(failed, 'retry', now)).not.toHaveProperty('inspection');
  });

  it('says of a review until when it goes on, and whether it ends then', () => {
    const operation = sampleOperation({ door: 'export', state: 'in-review' });
    const parts = { exportId: 'exp_1', definition: 'h1', researchers: [], filesSince: now, number: 1, digest: 'd1' };
    const round = newRound({ ...parts, project: sampleProject(), now: new Date(now) });
    const kept: Round = { ...round, rules: { ...round.rules, onDeadline: 'keep' } };
    const late = new Date(round.deadline);
    expect(explain(operation, new Date(now), round)).toContain(`goes back at its deadline, ${round.deadline}`);
    expect(explain(operation, new Date(now), kept)).toContain(`decisions count after its deadline, ${round.deadline}`);
    expect(explain(operation, late, kept)).toContain('and decisions still count');
  });

  it.each([...machines.flatMap(({ door, facts }) => Object.keys(facts).map((state) => [door, state] as const))])(
    'has one sentence for %s %s',
    (door, state) => {
      expect(explain(sampleOperation({ door, state }), new Date(now))).toMatch(/^The (dataset|package) cohort .*\.$/);
    },
  );
});
