import { expect, test } from 'vitest';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import type { InspectionKey } from '../../src/domain/review/inspection.ts';
import { packagesOf } from '../../src/inspector/package-view.ts';
import type { Reading } from '../../src/ports/reading.ts';
import { operationId } from '../contract/samples.ts';

const oid = '5a11f0a7-0000-4000-8000-0000000000d2';
const keys: readonly InspectionKey[] = Array.from({ length: 1000 }, () => {
  return { project: 'heart-study', exportId: operationId('export'), digest: 'd'.repeat(64) };
});
const about = {
  definition: 'd'.repeat(64),
  thresholds: disclosureRules.parse({}),
  deadline: '2026-12-01T17:00:00.000Z',
};

/** A room of a thousand packages, each of which asks these people, and what it read for one of its pages. */
async function listed(approvers: readonly string[]) {
  const read: string[] = [];
  const blob = { path: 'a.csv', size: 1, etag: 'e', md5: null, lastModified: '2026-11-01T10:00:00.000Z', metadata: {} };
  const reading: Reading = {
    async *pages() {
      yield { date: new Date(0), blobs: [blob] };
    },
    evidence: async () => undefined,
    detail: async () => ({ places: [] }),
    open: () => {
      throw new Error('no file is opened for a list');
    },
  };
  const inspections = {
    newest: async () => keys,
    request: async ({ exportId }: InspectionKey) => {
      read.push(exportId);
      return { ...about, approvers: [...approvers] };
    },
    views: async () => [],
  };
  return { found: await packagesOf({ inspections, readAs: () => reading }, { oid, token: 'token' }), read };
}

test('the list of a reader costs no more the longer the room has been there', async () => {
  const { found, read } = await listed([]);
  expect(found).toEqual([]);
  expect(read).toEqual(keys.slice(0, 300).map(({ exportId }) => exportId));
});

test('the list of a reader has the newest twenty, the oldest of them first', async () => {
  const { found } = await listed([oid]);
  expect(found.map(({ key }) => key)).toEqual(keys.slice(0, 20).reverse());
});
