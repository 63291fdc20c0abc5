import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import type { Project } from '../../../../src/domain/project/project.ts';
import { consequencesAtDoors } from '../../../../src/features/impact/domain/doors.ts';
import { sampleOperation, sampleProject } from '../../../domain/sample.ts';

const now = new Date('2026-03-01T12:00:00Z');
const before = sampleProject();
const ingress = (change: Partial<Project['ingress']>) => ({ ...before, ingress: { ...before.ingress, ...change } });
const totals = (count: number, bytes: number) => {
  return { digest: 'd'.repeat(64), count, bytes, listedAt: '2026-03-01T10:05:00.000Z' };
};

/** Kinds and sentences of a change while these operations are on their way and two names wait at each door. */
function told(after: Project, operations: readonly Operation[] = [], from: Project = before): string[] {
  const notes = (['ingress', 'export'] as const).map((door) => ({ door, project: before.id, waiting: 2 }));
  return consequencesAtDoors(from, after, { operations, notes }, now).flatMap(({ kind, sentence, touches }) => [
    `${kind}: ${sentence}`,
    ...touches.map((one) => one.sentence),
  ]);
}

describe('what a change does at the doors', () => {
  it('is nothing where neither the time of the project nor the rules of a door change', () => {
    expect(told({ ...before, title: 'Hearts' }, [sampleOperation()])).toEqual([]);
  });

  it('is that new uploads wait, with how many wait there now and why', () => {
    expect(told({ ...before, ends: '2026-02-28' })).toEqual([
      'waits-at-door: A new dataset would wait at the door: the project has ended. 2 names wait there now.',
      'waits-at-door: A new package would wait at the door: the project has ended. 2 names wait there now.',
    ]);
    const full = told(ingress({ maxOpen: 1 }), [sampleOperation()]);
    expect(full).toEqual([expect.stringContaining('as many are under way as the project allows at once')]);
  });

  it('is that what waits is taken in, as far as there is room', () => {
    const ended = { ...before, ends: '2026-02-28' };
    expect(told(ingress({ maxOpen: 1 }), [], ended)[0]).toBe(
      'taken-in: The next sweep takes in 1 dataset of 2 that wait at the door.',
    );
  });

  it('is that uploads on their way are held to the new rules, and which of them break these already', () => {
    const onTheirWay = [
      sampleOperation({ id: 'ing_01K0000000000000000000000A', state: 'checking', source: totals(12, 100) }),
      sampleOperation({ id: 'ing_01K0000000000000000000000B', state: 'checking', source: totals(2, 5_000) }),
      sampleOperation({ id: 'ing_01K0000000000000000000000C', state: 'receiving' }),
      sampleOperation({ id: 'ing_01K0000000000000000000000D', state: 'copying', source: totals(12, 5_000) }),
    ];
    expect(told(ingress({ maxFiles: 10, maxBytes: 1_000 }), onTheirWay)).toEqual([
      'uploads-end: 2 datasets on their way end by the new rules.',
      'The dataset 00000A would be rejected: it has 12 files, and at most 10 may pass.',
      'The dataset 00000B would be rejected: it has 5000 bytes, and at most 1000 may pass.',
      'checked-by-new-rules: 1 dataset on its way is checked by the new rules.',
      'The dataset 00000C is checked by the new rules.',
    ]);
    const [, , receiving] = onTheirWay;
    if (receiving === undefined) throw new Error('there is no upload that arrives');
    expect(told(ingress({ requireMarker: true }), [receiving])[1]).toContain('waits for the marker _COMPLETE');
    expect(told(ingress({ giveUpHours: 1 }), [receiving])[1]).toContain('arriving for more than 1 hours');
  });
});
