import { expect, test } from 'vitest';
import type { LookClock, ObservedHours } from '../../src/compute/domain/usage/hours.ts';
import type { HoursStore } from '../../src/compute/ports/hours.ts';
import { ConflictError } from '../../src/ports/records.ts';
import { fresh } from './samples.ts';

/** What every store of observed hours does. */
export function hoursContract(hours: () => HoursStore): void {
  const month = { month: '2026-11', machines: 300_000, instances: 0, missed: 7 };
  const value: ObservedHours = { lookedAt: '2026-11-24T10:00:00.000Z', months: [month] };
  const read = async (project: string) => (await hours().kept()).rows.get(project);

  test('the hours of each project are kept, and written over what was read only', async () => {
    const [one, other] = [fresh('hours'), fresh('hours')];
    await hours().write(one, value, undefined);
    await hours().write(other, { months: [] }, undefined);
    const stored = await read(one);
    expect(stored?.value).toEqual(value);
    expect((await read(other))?.value).toEqual({ months: [] });
    await hours().write(one, { months: [month, { ...month, month: '2026-12' }] }, stored?.etag);
    expect((await read(one))?.value.months).toHaveLength(2);
    for (const etag of [stored?.etag, undefined])
      await expect(hours().write(one, value, etag)).rejects.toThrow(ConflictError);
  });

  test('the clock of looks takes the hours on of what runs as it ran', async () => {
    const project = fresh('hours');
    const began = '2026-11-24T09:00:00.000Z';
    const clockAt = (lookedAt: string, machines: number): LookClock => {
      return { began, hours: { lookedAt, months: [{ ...month, machines }] } };
    };
    const since = { began, month: { ...month, machines: 300_000 }, running: { machines: 2, instances: 1 } };
    await hours().write(project, { ...value, since }, undefined);
    await hours().writeClock(clockAt('2026-11-24T10:00:00.000Z', 300_000), (await hours().kept()).clock?.etag);
    const first = (await hours().kept()).clock;
    await hours().writeClock(clockAt('2026-11-24T10:05:00.000Z', 600_000), first?.etag);
    expect((await hours().ofAll()).get(project)).toEqual({
      lookedAt: '2026-11-24T10:05:00.000Z',
      months: [{ month: '2026-11', machines: 900_000, instances: 300_000, missed: 7 }],
    });
    expect((await read(project))?.value).toEqual({ ...value, since });
    for (const etag of [first?.etag, undefined])
      await expect(hours().writeClock(clockAt(began, 0), etag)).rejects.toThrow(ConflictError);
  });
}
