import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { blobListing } from '../../src/azure/data-listing.ts';
import { blobFrozenFiles } from '../../src/azure/frozen-files.ts';
import { blobInspections } from '../../src/azure/inspections.ts';
import { disclosureRules } from '../../src/domain/disclosure.ts';
import { type Evidence, evidenceSchema } from '../../src/domain/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/inspection.ts';
import { type InspectFiles, type InspectingParts, inspectAsked } from '../../src/inspector/inspecting.ts';
import { listPackage } from '../../src/inspector/package-listing.ts';
import { operationId } from '../contract/samples.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryStorage } from '../memory/storage.ts';

let now: number;
let storage: MemoryStorage;
let lines: string[];
beforeEach(() => {
  now = Date.parse('2026-11-26T10:00:00Z');
  storage = new MemoryStorage({ clock: { now: () => new Date(now) }, hook: noHook });
  lines = [];
});
const log = { info: (text: string) => void lines.push(text), error: (text: string) => void lines.push(text) };
const thresholds = disclosureRules.parse({ minCount: 7 });
const definition = 'd'.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Looks for the digit 4, the place of which it notes, and reads the rest. */
const inspect: InspectFiles = async function* (files, rules) {
  for (const file of files) {
    let text = '';
    for await (const bytes of file.open()) text += Buffer.from(bytes).toString();
    const isSmall = text.includes('4') && rules.minCount > 4;
    const findings = isSmall ? [{ rule: 'small-count', severity: 'review' as const, count: 1 }] : [];
    const places = isSmall ? [{ rule: 'small-count', places: [{ row: 2 }] }] : [];
    yield { type: 'table', findings, notChecked: [], sha256: sha256(text), places };
  }
};

function partsWith(change: Partial<InspectingParts> = {}): InspectingParts {
  const { secure } = storage.ofApp();
  return {
    inspections: blobInspections(secure),
    frozen: blobFrozenFiles(secure),
    listing: blobListing(storage.ofApp()),
    inspect,
    versions: { app: '0.1.0' },
    clock: { now: () => new Date(now) },
    ...change,
  };
}

const put = (container: string, path: string, text: string) =>
  storage.container('secure', container).getBlobClient(path).upload(text, Buffer.byteLength(text));

/** Freezes files under names that nobody may see, and asks for their inspection. */
async function asked(texts: readonly string[], change: Partial<InspectionKey> = {}): Promise<InspectionKey> {
  const exportId = operationId('export');
  for (const [index, text] of texts.entries()) await put('review', `heart-study/${exportId}/secret-${index}.csv`, text);
  const { digest } = await listPackage(blobListing(storage.ofApp()), { project: 'heart-study', exportId });
  const key = { project: 'heart-study', exportId, digest, ...change };
  const request = { definition, thresholds, approvers: [], deadline: '2026-12-01T17:00:00.000Z' };
  await put('inspections', inspectionPath(key), JSON.stringify(request));
  return key;
}

async function namesIn(container: string): Promise<string[]> {
  const names = [];
  for await (const { name } of storage.container('secure', container).listBlobsFlat()) names.push(name);
  return names;
}

async function evidenceFor(key: InspectionKey): Promise<Evidence> {
  const blob = storage.container('secure', 'evidence').getBlobClient(inspectionPath(key));
  return evidenceSchema.parse(JSON.parse((await blob.downloadToBuffer()).toString()));
}

const attemptsOf = async (key: InspectionKey) =>
  (await namesIn('places')).filter((name) => name.startsWith(`${key.project}/${key.exportId}/${key.digest}/attempt-`));

describe('a request', () => {
  test('is answered with what was found in each file, by number, with hash and size', async () => {
    const key = await asked(['n\n12\n', 'n\n4\n']);
    await inspectAsked(partsWith(), log);
    expect(await evidenceFor(key)).toEqual({
      ...{ digest: key.digest, definition, thresholds, versions: { app: '0.1.0' }, unread: 0 },
      files: [
        {
          number: 1,
          sha256: sha256('n\n12\n'),
          bytes: 5,
          type: 'table',
          findings: [],
          notChecked: [],
          verdict: 'clean',
        },
        {
          ...{ number: 2, sha256: sha256('n\n4\n'), bytes: 4, type: 'table', notChecked: [], verdict: 'review' },
          findings: [{ rule: 'small-count', severity: 'review', count: 1 }],
        },
      ],
    });
  });

  test('has the places stand apart, for the files that have some', async () => {
    const key = await asked(['n\n12\n', 'n\n4\n']);
    await inspectAsked(partsWith(), log);
    const folder = `${key.project}/${key.exportId}/${key.digest}`;
    expect(await namesIn('places')).toEqual([`${folder}/2.json`, `${folder}/attempt-1`]);
  });

  test('is answered once, and neither names nor what stands in files come into the log', async () => {
    await asked(['n\n4\n', 'only-inside']);
    await inspectAsked(partsWith(), log);
    await inspectAsked(partsWith(), log);
    expect(lines).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/secret|only-inside|csv/);
  });

  test('of other files than those that lie there is answered with the digest of these, and none is looked into', async () => {
    const key = await asked(['n\n4\n'], { digest: 'e'.repeat(64) });
    await inspectAsked(partsWith(), log);
    const found = await evidenceFor(key);
    expect([found.files, found.unread]).toEqual([[], 1]);
    expect(found.digest).not.toBe(key.digest);
    expect(await namesIn('places')).toEqual([]);
  });

  test('of a package of which nothing is left any more is answered too', async () => {
    const key = await asked([], { digest: 'e'.repeat(64) });
    await inspectAsked(partsWith(), log);
    expect((await evidenceFor(key)).unread).toBe(0);
  });

  test('names the files after the last that is inspected by their count', async () => {
    const key = await asked(Array.from({ length: 2003 }, () => 'x'));
    await inspectAsked(partsWith(), log);
    const { files, unread } = await evidenceFor(key);
    expect([files.length, unread]).toEqual([2000, 3]);
  });

  test('that cannot be read is told in the log and keeps no other one waiting', async () => {
    const broken = await asked(['x']);
    await put('inspections', inspectionPath(broken), '{"skip":["secret-0.csv"]}');
    const whole = await asked(['y']);
    await inspectAsked(partsWith(), log);
    expect(await namesIn('evidence')).toEqual([inspectionPath(whole)]);
    expect(lines.filter((line) => line.includes('"failed"'))).toHaveLength(1);
    expect(lines.join('\n')).not.toContain('secret');
  });

  test('waits for the next run when this one has gone on for long', async () => {
    const keys = [await asked(['x']), await asked(['y'])];
    const slow: InspectFiles = async function* (files, rules) {
      now += 15 * 60_000;
      yield* inspect(files, rules);
    };
    await inspectAsked(partsWith({ inspect: slow }), log);
    expect(await namesIn('evidence')).toHaveLength(1);
    await inspectAsked(partsWith({ inspect: slow }), log);
    expect(await namesIn('evidence')).toHaveLength(keys.length);
  });
});

describe('a file that changes or that storage does not give', () => {
  test('ends the attempt, and is not told as one that crashed', async () => {
    const key = await asked(['n\n4\n', 'x']);
    const frozen = {
      async *open(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('n');
        throw new Error('secret-0.csv is not there');
      },
    };
    await inspectAsked(partsWith({ frozen }), log);
    expect(await namesIn('evidence')).toEqual([]);
    expect(lines.join('\n')).not.toContain('secret');
    await inspectAsked(partsWith(), log);
    expect((await evidenceFor(key)).files).toHaveLength(2);
  });
});

describe('a room that ends in the middle', () => {
  /** Never goes on after so many files, as a process that was killed. */
  const endsAfter = (files: number): InspectFiles =>
    async function* (given, rules) {
      yield* inspect(given.slice(0, files), rules);
      yield await new Promise<never>(() => undefined);
    };

  test('leaves one complete evidence to the next', async () => {
    const key = await asked(['n\n4\n', 'x', 'n\n4\n']);
    void inspectAsked(partsWith({ inspect: endsAfter(1) }), log);
    await expect.poll(() => namesIn('places')).toHaveLength(2);
    expect(await namesIn('evidence')).toEqual([]);
    await inspectAsked(partsWith(), log);
    expect((await evidenceFor(key)).files.map(({ verdict }) => verdict)).toEqual(['review', 'clean', 'review']);
    expect(await attemptsOf(key)).toHaveLength(2);
  });

  test('three times has evidence that says so of every file', async () => {
    const key = await asked(['n\n4\n', 'x']);
    for (const attempt of [1, 2, 3]) {
      void inspectAsked(partsWith({ inspect: endsAfter(1) }), log);
      await expect.poll(() => attemptsOf(key)).toHaveLength(attempt);
    }
    await inspectAsked(partsWith(), log);
    const { files } = await evidenceFor(key);
    expect(files.map(({ notChecked, verdict }) => [notChecked, verdict])).toEqual([
      [['crashed'], 'notChecked'],
      [['crashed'], 'notChecked'],
    ]);
  });

  test('leaves the same evidence wherever it ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.boolean(), async (call, after) => {
        const key = await asked(['n\n4\n', 'x', 'n\n4\n']);
        await inspectAsked(partsWith({ inspections: endingAt(call, after) }), log);
        await inspectAsked(partsWith(), log);
        const files = (await evidenceFor(key)).files.map(({ verdict, sha256: hash }) => [verdict, hash?.length]);
        expect(files).toEqual([
          ['review', 64],
          ['clean', 64],
          ['review', 64],
        ]);
        expect((await namesIn('evidence')).filter((name) => name === inspectionPath(key))).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  /** The store as a process sees it that ends before or after one of its writes: no later one happens. */
  function endingAt(call: number, after: boolean): InspectingParts['inspections'] {
    const whole = partsWith().inspections;
    let calls = 0;
    const counted = async <T>(write: () => Promise<T>): Promise<T> => {
      calls += 1;
      if (calls > call + 1 || (calls === call + 1 && !after)) throw new Error('ended');
      const written = await write();
      if (calls === call + 1) throw new Error('ended');
      return written;
    };
    return {
      ...whole,
      beginAttempt: (...given) => counted(() => whole.beginAttempt(...given)),
      writePlaces: (...given) => counted(() => whole.writePlaces(...given)),
      writeEvidence: (...given) => counted(() => whole.writeEvidence(...given)),
    };
  }
});
