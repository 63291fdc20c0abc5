import { expect, test } from 'vitest';
import type { ObservedHours } from '../../src/compute/domain/usage/hours.ts';
import type { HoursStore } from '../../src/compute/ports/hours.ts';
import { ConflictError } from '../../src/ports/records.ts';
import { fresh } from './samples.ts';

/** What every store of observed hours does. */
export function hoursContract(hours: () => HoursStore): void {
  const month = { month: '2026-11', machines: 300_000, instances: 0, missed: 7 };
  const value: ObservedHours = { lookedAt: '2026-11-24T10:00:00.000Z', months: [month] };
  const read = async (project: string) => (await hours().ofAll()).get(project);

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
}
