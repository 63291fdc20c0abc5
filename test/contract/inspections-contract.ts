import { describe, expect, test } from 'vitest';
import { disclosureRules } from '../../src/domain/disclosure.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/inspection.ts';
import { FileChanged, type FrozenFiles, type Inspections } from '../../src/ports/inspections.ts';
import { collect, operationId } from './samples.ts';

/** What others do around the reading room: the control plane asks, Data Factory freezes, people read. */
interface AroundInspections {
  /** Puts a blob into a container of the secure account; gives its ETag without quotes. */
  put(container: 'inspections' | 'review', path: string, text: string): Promise<string>;
  read(container: 'evidence' | 'places', path: string): Promise<string>;
}

const thresholds = disclosureRules.parse({});

function aRequestedKey(change: Partial<InspectionKey> = {}): InspectionKey {
  return { project: 'heart-study', exportId: operationId('export'), digest: 'a'.repeat(64), ...change };
}

function aRequest() {
  return { definition: 'b'.repeat(64), thresholds, approvers: [], deadline: '2026-12-01T17:00:00.000Z' };
}

function anEvidence({ digest }: InspectionKey): Evidence {
  return { digest, definition: 'b'.repeat(64), thresholds, versions: { app: '0.1.0' }, files: [], unread: 0 };
}

/** What every store of requests, evidence and places must do. */
export function inspectionsContract(
  parts: () => { readonly inspections: Inspections; readonly frozen: FrozenFiles },
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
      const places = [{ rule: 'small-count', places: [{ row: 7, column: 2 }] }];
      await parts().inspections.writePlaces(key, 4, places);
      await parts().inspections.writePlaces(key, 4, []);
      const path = `${key.project}/${key.exportId}/${key.digest}/4.json`;
      expect(JSON.parse(await around.read('places', path))).toEqual(places);
      expect(await parts().inspections.writeEvidence(key, anEvidence(key))).toBe('created');
      expect(await parts().inspections.writeEvidence(key, { ...anEvidence(key), unread: 7 })).toBe('stands');
      expect(JSON.parse(await around.read('evidence', inspectionPath(key)))).toEqual(anEvidence(key));
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
