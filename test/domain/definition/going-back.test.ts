import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/domain/definition/definition-change.ts';
import { revertedChange } from '../../../src/domain/definition/going-back.ts';
import { person, sampleProject, suspension } from '../sample.ts';

const before = sampleProject({ starts: '2026-01-01', ends: '2026-12-31' });

describe('going back on a change', () => {
  it('undoes what it stopped or ended, each thing by itself and all together', () => {
    const stopping = {
      starts: '2026-06-01',
      ends: '2026-07-31',
      hibernated: true,
      closed: { releases: 'revoke' as const },
    };
    for (const [name, value] of Object.entries(stopping))
      expect(revertedChange(before, { ...before, [name]: value })).toEqual(before);
    expect(revertedChange(before, { ...before, ...stopping })).toEqual(before);
    const kept = { ...before, closed: { releases: 'keep' as const } };
    expect(revertedChange(kept, { ...before, closed: { releases: 'revoke' } })).toEqual(kept);
  });

  it('is none of what let the project begin earlier, last longer or wake up', () => {
    expect(revertedChange(before, before)).toBeUndefined();
    expect(revertedChange(before, { ...before, starts: '2025-01-01', ends: '2027-12-31' })).toBeUndefined();
    expect(revertedChange({ ...before, hibernated: true }, before)).toBeUndefined();
    const mixed = revertedChange(before, { ...before, starts: '2025-01-01', ends: '2026-02-01' });
    expect(mixed).toEqual({ ...before, starts: '2025-01-01' });
  });

  it('touches no field but these, whatever else the change did to people, quorum and rules', () => {
    const { people, egress } = before;
    const [out, ...approvers] = people.approvers;
    if (out === undefined) throw new Error('there is no approver');
    const changed = {
      ...before,
      ends: '2026-02-01',
      tier: 'high' as const,
      people: { ...people, approvers, researchers: [person('Nils', 77)] },
      suspended: [suspension(out)],
      egress: { ...egress, maxFiles: 7, approval: { ...egress.approval, quorum: 1, independent: 0 } },
    };
    const back = revertedChange(before, changed);
    if (back === undefined) throw new Error('nothing is gone back on');
    const touched = differencesOf(changed, back).map(({ path }) => path);
    expect(touched).toEqual(['ends']);
  });

  it('leaves asleep what slept before, and open what was opened', () => {
    const asleep = { ...before, hibernated: true, ends: '2026-07-31' };
    expect(revertedChange({ ...before, hibernated: true }, asleep)).toEqual({ ...before, hibernated: true });
    const closed = { ...before, closed: { releases: 'keep' as const } };
    expect(revertedChange(closed, { ...before, ends: '2026-07-31' })).toEqual(before);
  });

  it('is not possible where the dates do not fit any more', () => {
    const earlier = sampleProject({ starts: '2025-01-01', ends: '2025-12-31' });
    const later = { ...before, starts: '2026-03-01', ends: '2026-12-31' };
    expect(revertedChange(earlier, later)).toEqual({ ...later, starts: '2025-01-01' });
  });
});
