import { describe, expect, it } from 'vitest';
import { type ComputeMemory, noMemory } from '../../src/compute/domain/memory.ts';
import type { ComputeMemoryStore } from '../../src/compute/ports/compute.ts';
import { ConflictError } from '../../src/ports/records.ts';
import { fresh } from './samples.ts';

const memory: ComputeMemory = {
  created: [{ name: 'dsvm-1', at: '2026-06-05T10:00:00Z' }],
  seen: { machines: 2, computes: 1 },
  drift: [{ key: 'machine dsvm-2', since: '2026-06-05T10:00:00.000Z' }],
  refused: [{ compute: 'machine dsvm-2', reason: 'the quota is used up' }],
  asked: [{ compute: 'machine dsvm-1', kind: 'start-machine', times: 2, since: '2026-06-05T10:00:00Z' }],
  idle: [{ name: 'dsvm-3', at: '2026-06-05T10:00:00Z' }],
  off: [
    { compute: 'machine dsvm-4' },
    {
      compute: 'instance alice-ci',
      ran: { since: '2026-06-05T10:00:00Z', milliseconds: 300_000, lookedAt: '2026-06-05T10:05:00Z' },
    },
  ],
  stopped: 'abc',
};

/** What every store of compute memories does. */
export function computeMemoryContract(store: () => ComputeMemoryStore): void {
  describe('a store of what is remembered of computes', () => {
    it('knows nothing of a project that was never reconciled', async () => {
      expect(await store().read(fresh('unknown'))).toBeUndefined();
    });

    it('gives back what was written, with the ETag of the write', async () => {
      const project = fresh('written');
      const etag = await store().write(project, memory, undefined);
      expect(await store().read(project)).toEqual({ value: memory, etag });
    });

    it('gives those of all projects at once', async () => {
      const [one, other] = [fresh('one'), fresh('other')];
      const etag = await store().write(one, memory, undefined);
      await store().write(other, noMemory, undefined);
      const all = await store().ofAll();
      expect(all.get(one)).toEqual({ value: memory, etag });
      expect(all.get(other)).toMatchObject({ value: noMemory });
    });

    it('replaces the whole row', async () => {
      const project = fresh('replaced');
      const etag = await store().write(project, memory, undefined);
      await store().write(project, noMemory, etag);
      expect((await store().read(project))?.value).toEqual(noMemory);
    });

    it('refuses the second of two that began with nothing', async () => {
      const project = fresh('both');
      await store().write(project, memory, undefined);
      await expect(store().write(project, noMemory, undefined)).rejects.toThrow(ConflictError);
    });

    it('refuses a write over a row that has changed since', async () => {
      const project = fresh('changed');
      const first = await store().write(project, memory, undefined);
      await store().write(project, memory, first);
      await expect(store().write(project, noMemory, first)).rejects.toThrow(ConflictError);
    });
  });
}
