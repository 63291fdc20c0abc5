import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/domain/project/project.ts';
import { consequencesForKept, touchesKept } from '../../../../src/features/impact/domain/kept.ts';
import { sampleOperation, sampleProject } from '../../../domain/sample.ts';

const now = new Date('2026-03-31T12:00:00Z');
const before = sampleProject();
const retention = (change: Partial<Project['egress']>) => ({ ...before, egress: { ...before.egress, ...change } });
const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };
const returned = sampleOperation({
  id: 'exp_01K0000000000000000000000A',
  door: 'export',
  state: 'returned',
  since: '2026-03-11T12:00:00.000Z',
  package: frozen,
});
const released = { ...returned, id: 'exp_01K0000000000000000000000B', state: 'released' };
const available = sampleOperation({ state: 'available', version: 1 });

describe('what a change does to what is kept', () => {
  it('is looked at only where something would be deleted sooner, or the project is closed', () => {
    expect(touchesKept(before, retention({ keepFrozenDays: 60 }))).toBe(false);
    expect(touchesKept(before, retention({ keepFrozenDays: 10 }))).toBe(true);
    expect(touchesKept(before, { ...before, closed: { releases: 'keep' } })).toBe(true);
    expect(touchesKept(undefined, before)).toBe(false);
  });

  it('is that what is still kept today is deleted, and of which package', () => {
    const told = consequencesForKept(
      before,
      retention({ keepFrozenDays: 10, keepReturnedDays: 15 }),
      [returned, released, available],
      now,
    );
    expect(told).toEqual([
      {
        kind: 'cleared-sooner',
        sentence: 'The next sweeps delete what is still kept of 2 packages, for good.',
        touches: [
          { id: returned.id, sentence: 'The frozen copy and what came back of the package 00000A are deleted.' },
          { id: released.id, sentence: 'The frozen copy of the package 00000B is deleted.' },
        ],
      },
    ]);
  });

  it('is that a closing leads everything to an end, by the rules of the closing itself', () => {
    const closed: Project = { ...before, closed: { releases: 'revoke' } };
    const closing = consequencesForKept(before, closed, [returned, released, available], now).find(
      ({ kind }) => kind === 'closing',
    );
    expect(closing?.touches.map(({ sentence }) => sentence)).toEqual([
      'The package 00000B is revoked: its files outside are deleted.',
      'The dataset 000000 is retracted.',
    ]);
    const kept = consequencesForKept(before, { ...before, closed: { releases: 'keep' } }, [released], now);
    expect(kept.find(({ kind }) => kind === 'closing')?.sentence).toContain('stays outside');
  });
});
