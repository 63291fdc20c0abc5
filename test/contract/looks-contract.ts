import { expect, test } from 'vitest';
import type { ComputeSnapshot } from '../../src/compute/domain/snapshot.ts';
import type { SnapshotStore } from '../../src/compute/ports/snapshots.ts';
import { fresh } from './samples.ts';

/** A look that found one machine, which another run has to start. */
const aLook: ComputeSnapshot = {
  at: '2026-11-24T10:00:00.000Z',
  computes: [{ kind: 'machine', name: 'dsvm-1', size: 'Standard_D4s_v5', state: 'deallocated' }],
  steps: [{ compute: 'machine dsvm-1', text: 'start machine dsvm-1: it is deallocated' }],
  waiting: [],
  alerts: [],
  idle: [],
  notes: [],
  open: [{ key: 'machine dsvm-1', since: '2026-11-24T09:55:00.000Z' }],
};

/** What every store of looks does. */
export function looksContract(looks: () => SnapshotStore): void {
  test('the last look at the computes of each project is kept', async () => {
    const [one, other] = [fresh('look'), fresh('look')];
    expect(await looks().of(one)).toBeUndefined();
    await looks().write(one, aLook);
    await looks().write(other, { ...aLook, stopped: 'too many' });
    await looks().write(one, { ...aLook, steps: [] });
    expect(await looks().of(one)).toEqual({ ...aLook, steps: [] });
    const all = await looks().ofAll();
    expect([all.get(one), all.get(other)]).toEqual([
      { ...aLook, steps: [] },
      { ...aLook, stopped: 'too many' },
    ]);
  });

  test('one row tells of all that were seen again as their rows say', async () => {
    const [same, other] = [fresh('look'), fresh('look')];
    await looks().write(same, aLook);
    await looks().write(other, aLook);
    const at = '2026-11-24T10:05:00.000Z';
    await looks().seeAgain(
      at,
      new Map([
        [same, aLook.at],
        [other, '2026-11-24T09:00:00.000Z'],
      ]),
    );
    expect([await looks().of(same), await looks().of(other)]).toEqual([{ ...aLook, at }, aLook]);
    expect((await looks().ofAll()).get(same)).toEqual({ ...aLook, at });
    expect((await looks().rows()).get(same)).toEqual(aLook);
  });
}
