import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import type { Evidence } from '../../src/domain/inspection/evidence.ts';
import { type InspectionKey, inspectionPath, viewPath } from '../../src/domain/review/inspection.ts';
import {
  FileChanged,
  type FrozenFiles,
  type InspectionResults,
  type Inspections,
} from '../../src/ports/inspections.ts';
import { aCoverage } from '../inspector/a-coverage.ts';
import { collect, operationId } from './samples.ts';

/** What others do around the reading room: the control plane asks, Data Factory freezes, people read. */
interface AroundInspections {
  /** Puts a blob into a container of the secure account; gives its ETag without quotes. */
  put(container: 'inspections' | 'review' | 'evidence' | 'views', path: string, text: string): Promise<string>;
  read(container: 'evidence' | 'places' | 'views', path: string): Promise<string>;
}

const thresholds = disclosureRules.parse({});

function aRequestedKey(change: Partial<InspectionKey> = {}): InspectionKey {
  return { project: 'heart-study', exportId: operationId('export'), digest: 'a'.repeat(64), ...change };
}

function aRequest() {
  const about = { name: 'table-2', review: 'https://gate.example.org/api/review-package/heart-study/exp_1' };
  return { definition: 'b'.repeat(64), thresholds, approvers: [], deadline: '2026-12-01T17:00:00.000Z', about };
}

function anEvidence({ digest }: InspectionKey): Evidence {
  return { digest, definition: 'b'.repeat(64), thresholds, versions: { app: '0.1.0' }, files: [], unread: 0 };
}

/** What every store of requests, evidence and places must do. */
export function inspectionsContract(
  parts: () => { readonly inspections: Inspections; readonly frozen: FrozenFiles; readonly results: InspectionResults },
  around: AroundInspections,
): void {
  const ask = async (key: InspectionKey): Promise<InspectionKey> => {
    await around.put('inspections', inspectionPath(key), JSON.stringify(aRequest()));
    return key;
  };
  const openOf = async (...exports: string[]) =>
    (await collect(parts().inspections.open())).filter(({ exportId }) => exports.includes(exportId));

  describe('a store of inspections', () => {
    test('gives the requests that have no evidence, in order', async () => {
      const keys = [];
      for (let number = 0; number < 4; number += 1) keys.push(await ask(aRequestedKey()));
      const [first, second, third, fourth] = keys.sort((one, other) => (one.exportId < other.exportId ? -1 : 1));
      if (!first || !second || !third || !fourth) throw new Error('four were asked for');
      expect(await openOf(...keys.map(({ exportId }) => exportId))).toEqual(keys);
      await parts().inspections.writeEvidence(first, anEvidence(first));
      await parts().inspections.writeEvidence(third, anEvidence(third));
      expect(await openOf(...keys.map(({ exportId }) => exportId))).toEqual([second, fourth]);
    });

    test('gives each digest of a package as a request of its own, and nothing that is no request', async () => {
      const one = await ask(aRequestedKey());
      const two = await ask({ ...one, digest: 'c'.repeat(64) });
      await around.put('inspections', `${one.project}/${one.exportId}/notes.txt`, 'x');
      await parts().inspections.writeEvidence(one, anEvidence(one));
      expect(await openOf(one.exportId)).toEqual([two]);
    });

    test('finds the request about a package by its id alone, the newest of several', async () => {
      const key = await ask(aRequestedKey({ project: 'lung-study' }));
      expect(await parts().inspections.find(key.exportId)).toEqual(key);
      expect(await parts().inspections.find(operationId('export'))).toBeUndefined();
    });

    test('gives the newest request about each package, the newest first', async () => {
      const known = [aRequestedKey({ project: 'lung-study' }), aRequestedKey(), aRequestedKey()];
      for (const key of known) await ask(key);
      await around.put('inspections', `heart-study/${known[1]?.exportId}/notes.txt`, 'x');
      const ids = new Set(known.map(({ exportId }) => exportId));
      const found = (await parts().inspections.newest()).filter(({ exportId }) => ids.has(exportId));
      expect(new Set(found)).toEqual(new Set(known));
      expect(found.length).toBe(3);
    });

    test('gives what was asked', async () => {
      const key = await ask(aRequestedKey());
      expect(await parts().inspections.request(key)).toEqual(aRequest());
    });

    test('refuses a request that is none', async () => {
      const key = aRequestedKey();
      await around.put('inspections', inspectionPath(key), JSON.stringify({ ...aRequest(), skip: ['a.csv'] }));
      await expect(parts().inspections.request(key)).rejects.toThrow('skip');
    });

    test('counts each attempt once, by whomever it was begun', async () => {
      const key = aRequestedKey();
      expect(await parts().inspections.attempts(key)).toEqual([]);
      expect(await parts().inspections.beginAttempt(key, 1)).toBe('created');
      expect(await parts().inspections.beginAttempt(key, 1)).toBe('stands');
      await parts().inspections.beginAttempt(key, 2);
      expect(await parts().inspections.attempts(key)).toEqual([1, 2]);
      expect(await parts().inspections.attempts({ ...key, digest: 'c'.repeat(64) })).toEqual([]);
    });

    test('keeps the first evidence and the first places', async () => {
      const key = aRequestedKey();
      const detail = { places: [{ rule: 'small-count', places: [{ row: 7, column: 2 }] }], coverage: aCoverage() };
      await parts().inspections.writeDetail(key, 4, detail);
      await parts().inspections.writeDetail(key, 4, { places: [] });
      const path = `${key.project}/${key.exportId}/${key.digest}/4.json`;
      expect(JSON.parse(await around.read('places', path))).toEqual(detail);
      expect(await parts().inspections.writeEvidence(key, anEvidence(key))).toBe('created');
      expect(await parts().inspections.writeEvidence(key, { ...anEvidence(key), unread: 7 })).toBe('stands');
      expect(JSON.parse(await around.read('evidence', inspectionPath(key)))).toEqual(anEvidence(key));
    });
  });

  describe('what the control plane reads of the answers', () => {
    const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

    test('is the evidence with the hash of its bytes, once there is some', async () => {
      const key = aRequestedKey();
      expect(await parts().results.evidence(key)).toBeUndefined();
      await parts().inspections.writeEvidence(key, anEvidence(key));
      const hash = hashOf(await around.read('evidence', inspectionPath(key)));
      expect(await parts().results.evidence(key)).toEqual({ kind: 'evidence', evidence: anEvidence(key), hash });
      expect(await parts().results.evidence({ ...key, digest: 'c'.repeat(64) })).toBeUndefined();
    });

    test.each<readonly [string, (key: InspectionKey) => string]>([
      ['no JSON', () => '{"digest":'],
      ['something with a word too many', (key) => JSON.stringify({ ...anEvidence(key), name: 'patients.csv' })],
      [
        'evidence with a rule that is a text',
        (key) => JSON.stringify({ ...anEvidence(key), versions: { 'a b': '1' } }),
      ],
      ['nothing', () => ''],
    ])('says that %s is unreadable', async (_, text) => {
      const key = aRequestedKey();
      await around.put('evidence', inspectionPath(key), text(key));
      expect(await parts().results.evidence(key)).toEqual({ kind: 'unreadable', hash: hashOf(text(key)) });
    });

    test('stops at 4 MB, and takes what is larger for no evidence', async () => {
      const key = aRequestedKey();
      const text = JSON.stringify(anEvidence(key));
      await around.put('evidence', inspectionPath(key), text + ' '.repeat(4 * 1024 * 1024 - text.length));
      expect(await parts().results.evidence(key)).toMatchObject({ kind: 'evidence' });
      const other = aRequestedKey();
      await around.put('evidence', inspectionPath(other), text + ' '.repeat(4 * 1024 * 1024 + 1 - text.length));
      expect(await parts().results.evidence(other)).toMatchObject({ kind: 'unreadable' });
    });

    test('is who opened which files in a round, and nothing that is no such name', async () => {
      const key = aRequestedKey();
      const [ada, ben] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
      expect(await parts().results.opened(key, 1)).toEqual(new Map());
      for (const file of [10, 9, 2000]) await around.put('views', viewPath(key, { round: 1, oid: ada, file }), '');
      await around.put('views', viewPath(key, { round: 1, oid: ben, file: 1 }), '');
      await around.put('views', viewPath(key, { round: 12, oid: ben, file: 3 }), '');
      for (const name of ['nobody/1', `${ada}/01`, `${ada}/0`, `${ada}/2001`, `${ada}/7/8`, ada])
        await around.put('views', `${key.project}/${key.exportId}/1/${name}`, '');
      expect(await parts().results.opened(key, 1)).toEqual(
        new Map([
          [ada, [9, 10, 2000]],
          [ben, [1]],
        ]),
      );
      expect(await parts().results.opened(key, 12)).toEqual(new Map([[ben, [3]]]));
    });
  });

  describe('views', () => {
    const ada = '0b8c54c8-5f5e-4b6c-9a3e-3f1d3f6f7a10';
    const ben = '7d0f3f5b-50c4-4f83-8f0b-5a7ad0a0c9f2';

    test('are kept once each, for the person and the round that they are of', async () => {
      const key = aRequestedKey();
      const { inspections } = parts();
      for (const file of [1, 12]) await inspections.markSeen(key, { round: 2, oid: ada, file });
      await inspections.markSeen(key, { round: 2, oid: ada, file: 12 });
      await inspections.markSeen(key, { round: 2, oid: ben, file: 3 });
      expect(await inspections.seenBy(key, 2, ada)).toEqual(new Set([1, 12]));
      expect(await inspections.seenBy(key, 2, ben.toUpperCase())).toEqual(new Set([3]));
      expect(await inspections.seenBy(key, 1, ada)).toEqual(new Set());
      await inspections.markSeen(key, { round: 3, oid: ben, file: 1 });
      expect(new Set(await inspections.views(key))).toEqual(
        new Set([
          ...[1, 12].map((file) => ({ round: 2, oid: ada, file })),
          ...[
            { round: 2, file: 3 },
            { round: 3, file: 1 },
          ].map((view) => ({ ...view, oid: ben })),
        ]),
      );
      expect(await around.read('views', viewPath(key, { round: 2, oid: ada, file: 12 }))).toBe('');
    });
  });

  describe('a frozen file', () => {
    const textOf = async (bytes: AsyncIterable<Uint8Array>) => Buffer.concat(await collect(bytes)).toString();

    test('is given as it was listed', async () => {
      const path = `heart-study/${operationId('export')}/größe 1.csv`;
      const etag = await around.put('review', path, 'a,b\n1,2\n');
      expect(await textOf(parts().frozen.open(path, etag))).toBe('a,b\n1,2\n');
    });

    test('is refused where it was written again or is gone, and the refusal does not name it', async () => {
      const path = `heart-study/${operationId('export')}/secret-name.csv`;
      const etag = await around.put('review', path, 'a');
      await around.put('review', path, 'b');
      for (const [wanted, tag] of [
        [path, etag],
        [`${path}x`, etag],
      ] as const) {
        const refused = await textOf(parts().frozen.open(wanted, tag)).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(FileChanged);
        expect(Object(refused)).not.toHaveProperty('cause');
        expect(String(Object(refused).stack)).not.toContain('secret-name');
      }
    });
  });
}
