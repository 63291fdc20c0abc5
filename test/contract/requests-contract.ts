import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { KeptRequest } from '../../src/domain/base/kept-request.ts';
import { ConflictError } from '../../src/ports/records.ts';
import type { RequestStore } from '../../src/ports/stores.ts';
import { collect, fresh } from './samples.ts';

function aRequest(change: Partial<KeptRequest> = {}): KeptRequest {
  const id = createHash('sha256').update(fresh('request')).digest('hex');
  return { id, digest: 'd', at: '2026-11-24T10:00:00.000Z', ...change };
}

/** What each store of requests with keys must do. */
export function requestsContract(store: () => RequestStore): void {
  describe('requests with keys', () => {
    it('are begun once; the answer is kept in place of the row that was read', async () => {
      const request = aRequest();
      const { kind, stored } = await store().begin(request);
      expect(kind).toBe('begun');
      const answer = { status: 202, headers: { etag: '"1"' }, body: '{"quote":"„ä“"}' };
      await store().update({ ...stored, value: { ...request, answer } });
      expect(await store().begin({ ...request, digest: 'e' })).toMatchObject({
        kind: 'stands',
        stored: { value: { ...request, answer } },
      });
      await expect(store().update({ ...stored, value: request })).rejects.toThrow(ConflictError);
    });

    it('begun by many at the same moment are begun by one', async () => {
      const request = aRequest();
      const begun = await Promise.all(Array.from({ length: 8 }, () => store().begin(request)));
      expect(begun.filter(({ kind }) => kind === 'begun')).toHaveLength(1);
    });

    it('are forgotten as they were read, and not when somebody wrote them since', async () => {
      const request = aRequest();
      const { stored } = await store().begin(request);
      const newer = await store().update({ ...stored, value: { ...request, at: '2026-11-24T11:00:00.000Z' } });
      await store().forget(stored);
      expect((await store().begin(request)).kind).toBe('stands');
      await store().forget(newer);
      await store().forget(newer);
      expect((await store().begin(request)).kind).toBe('begun');
    });

    it('are listed by their age', async () => {
      const old = aRequest({ at: '2020-01-01T00:00:00.000Z' });
      const young = aRequest({ at: '2020-01-09T00:00:00.000Z' });
      for (const request of [old, young]) await store().begin(request);
      const found = (await collect(store().before(new Date('2020-01-08')))).map(({ value }) => value.id);
      expect(found).toContain(old.id);
      expect(found).not.toContain(young.id);
    });
  });
}
