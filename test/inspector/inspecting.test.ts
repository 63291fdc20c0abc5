import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { inspectionPath, placesPath } from '../../src/domain/review/inspection.ts';
import type { InspectFiles, InspectingParts } from '../../src/inspector/inspecting.ts';
import { inspect, MemoryRoom, sha256 } from './memory-room.ts';

let room: MemoryRoom;
beforeEach(() => {
  room = new MemoryRoom();
});

const coverage = {
  ...{ balances: true, tables: 'none', counts: 'none', unknown: 'none', looseLines: 'none', unreadParts: 'none' },
  ...{ rows: 0, passed: [], rounding: [] },
};

describe('a request', () => {
  test('is answered with what was found in each file, by number, with hash and size', async () => {
    const key = await room.asked(['n\n12\n', 'n\n4\n']);
    await room.run();
    expect(await room.evidence(key)).toEqual({
      ...{
        digest: key.digest,
        definition: room.definition,
        thresholds: room.thresholds,
        versions: { app: '0.1.0' },
        unread: 0,
        draw: { key: sha256(key.exportId), among: [] },
      },
      files: [
        {
          number: 1,
          sha256: sha256('n\n12\n'),
          lines: sha256('lines n\n12\n'),
          bytes: 5,
          type: 'table',
          findings: [],
          notChecked: [],
          verdict: 'lookedAt',
          coverage,
        },
        {
          ...{ number: 2, sha256: sha256('n\n4\n'), bytes: 4, type: 'table', notChecked: [], verdict: 'review' },
          lines: sha256('lines n\n4\n'),
          findings: [{ rule: 'small-count', severity: 'review', count: 1 }],
          coverage,
        },
      ],
    });
  });

  test('is answered without a draw while the vault is away, so that everybody opens all', async () => {
    const key = await room.asked(['n\n12\n']);
    await room.run({ drawKey: () => Promise.reject(new Error('The vault is away')) });
    expect(await room.evidence(key)).not.toHaveProperty('draw');
  });

  test('says of a file of which no child said what it looked at that nobody did', async () => {
    const key = await room.asked(['n\n12\n']);
    const silent: InspectFiles = async function* (...asked) {
      for await (const { coverage: _, ...said } of inspect(...asked)) yield said;
    };
    await room.run({ inspect: silent });
    const { files } = await room.evidence(key);
    expect(files.map(({ verdict, notChecked }) => [verdict, notChecked])).toEqual([['notChecked', ['unbalanced']]]);
  });

  test('has the places and the exact numbers stand apart', async () => {
    const key = await room.asked(['n\n12\n', 'n\n4\n']);
    await room.run();
    const folder = `${key.project}/${key.exportId}/${key.digest}`;
    expect(await room.namesIn('places')).toEqual([`${folder}/1.json`, `${folder}/2.json`, `${folder}/attempt-1`]);
  });

  test('has what may leave looked into first, and keeps no hash of what never does', async () => {
    const looked: string[] = [];
    const watched: InspectFiles = (files, ...rest) =>
      inspect(
        files.map((file) => ({
          ...file,
          async *open() {
            for await (const bytes of file.open()) {
              looked.push(Buffer.from(bytes).toString());
              yield bytes;
            }
          },
        })),
        ...rest,
      );
    const key = await room.asked(['n\n12\n'], {}, ['n\n4\n', 'n\n13\n']);
    await room.run({ inspect: watched });
    expect(looked).toEqual(['n\n12\n', 'n\n4\n', 'n\n13\n']);
    const { files } = await room.evidence(key);
    expect(files.map(({ lines }) => lines !== undefined)).toEqual([false, false, true]);
    expect(files.map(({ role, sha256: hash, verdict }) => [role, hash, verdict])).toEqual([
      ['context', undefined, 'review'],
      ['context', undefined, 'lookedAt'],
      [undefined, sha256('n\n12\n'), 'lookedAt'],
    ]);
    const folder = `${key.project}/${key.exportId}/${key.digest}`;
    expect(await room.namesIn('places')).toEqual(
      [1, 2, 3].map((file) => `${folder}/${file}.json`).concat(`${folder}/attempt-1`),
    );
  });

  test('is answered with what shows only beside other files, and what a researcher claims stands with the places', async () => {
    const key = await room.asked(['n\n4\n'], {}, ['a report']);
    const files = [{ name: 'secret-0000.csv', rows: 0, columns: 0 }];
    const claim = [{ status: 'pass' as const, isSuppressed: false, files, comments: ['Only inside.'], exception: '' }];
    const claiming: InspectFiles = async function* (...asked) {
      for await (const found of inspect(...asked))
        yield found.sha256 === sha256('a report') ? { ...found, beside: { claim } } : found;
    };
    await room.run({ inspect: claiming });
    const evidence = await room.evidence(key);
    expect(evidence.files.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
      [],
      ['small-count', 'report-unbound'],
    ]);
    expect(JSON.stringify(evidence)).not.toMatch(/inside|secret/);
    const places = room.storage.container('secure', 'places').getBlobClient(placesPath(key, 1));
    expect(JSON.parse((await places.downloadToBuffer()).toString())).toMatchObject({ claim });
  });

  test('is answered once, and neither names nor what stands in files come into the log', async () => {
    await room.asked(['n\n4\n', 'only-inside']);
    await room.run();
    await room.run();
    expect(room.lines).toHaveLength(1);
    expect(room.lines.join('\n')).not.toMatch(/secret|only-inside|csv/);
  });

  test('of other files than those that lie there is answered with the digest of these, and none is looked into', async () => {
    const key = await room.asked(['n\n4\n'], { digest: 'e'.repeat(64) });
    await room.run();
    const found = await room.evidence(key);
    expect([found.files, found.unread]).toEqual([[], 1]);
    expect(found.digest).not.toBe(key.digest);
    expect(await room.namesIn('places')).toEqual([]);
  });

  test('of a package of which nothing is left any more is answered too', async () => {
    const key = await room.asked([], { digest: 'e'.repeat(64) });
    await room.run();
    expect((await room.evidence(key)).unread).toBe(0);
  });

  test('names the files after the last that is inspected by their count', async () => {
    const key = await room.asked(Array.from({ length: 2003 }, () => 'x'));
    await room.run();
    const { files, unread } = await room.evidence(key);
    expect([files.length, unread]).toEqual([2000, 3]);
  });

  test('that cannot be read is told in the log and keeps no other one waiting', async () => {
    const broken = await room.asked(['x']);
    await room.put('inspections', inspectionPath(broken), '{"skip":["secret-0.csv"]}');
    const whole = await room.asked(['y']);
    await room.run();
    expect(await room.namesIn('evidence')).toEqual([inspectionPath(whole)]);
    expect(room.lines.filter((line) => line.includes('"failed"'))).toHaveLength(1);
    expect(room.lines.join('\n')).not.toContain('secret');
  });

  test('waits for the next run when this one has gone on for long', async () => {
    const keys = [await room.asked(['x']), await room.asked(['y'])];
    const slow: InspectFiles = async function* (files, rules, milliseconds) {
      room.now += 15 * 60_000;
      yield* inspect(files, rules, milliseconds);
    };
    await room.run({ inspect: slow });
    expect(await room.namesIn('evidence')).toHaveLength(1);
    await room.run({ inspect: slow });
    expect(await room.namesIn('evidence')).toHaveLength(keys.length);
  });
});

describe('a file that changes or that storage does not give', () => {
  test('ends the attempt, and is not told as one that crashed', async () => {
    const key = await room.asked(['n\n4\n', 'x']);
    const frozen = {
      async *open(): AsyncGenerator<Uint8Array> {
        yield Buffer.from('n');
        throw new Error('secret-0.csv is not there');
      },
    };
    await room.run({ frozen });
    expect(await room.namesIn('evidence')).toEqual([]);
    expect(room.lines.join('\n')).not.toContain('secret');
    await room.run();
    expect((await room.evidence(key)).files).toHaveLength(2);
  });
});

describe('a room that ends in the middle', () => {
  /** Never goes on after so many files, as a process that was killed. */
  const endsAfter = (files: number): InspectFiles =>
    async function* (given, rules, milliseconds) {
      yield* inspect(given.slice(0, files), rules, milliseconds);
      yield await new Promise<never>(() => undefined);
    };

  test('leaves one complete evidence to the next', async () => {
    const key = await room.asked(['n\n4\n', 'x', 'n\n4\n']);
    void room.run({ inspect: endsAfter(1) });
    await expect.poll(() => room.namesIn('places')).toHaveLength(2);
    expect(await room.namesIn('evidence')).toEqual([]);
    await room.run();
    expect((await room.evidence(key)).files.map(({ verdict }) => verdict)).toEqual(['review', 'lookedAt', 'review']);
    expect(await room.attempts(key)).toHaveLength(2);
  });

  test('three times has evidence that says so of every file', async () => {
    const key = await room.asked(['n\n4\n', 'x']);
    for (const attempt of [1, 2, 3]) {
      void room.run({ inspect: endsAfter(1) });
      await expect.poll(() => room.attempts(key)).toHaveLength(attempt);
    }
    await room.run();
    const { files } = await room.evidence(key);
    expect(files.map(({ notChecked, verdict }) => [notChecked, verdict])).toEqual([
      [['crashed'], 'notChecked'],
      [['crashed'], 'notChecked'],
    ]);
  });

  test('leaves the same evidence wherever it ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.boolean(), async (call, after) => {
        const key = await room.asked(['n\n4\n', 'x', 'n\n4\n']);
        await room.run({ inspections: endingAt(call, after) });
        await room.run();
        const files = (await room.evidence(key)).files.map(({ verdict, sha256: hash }) => [verdict, hash?.length]);
        expect(files).toEqual([
          ['review', 64],
          ['lookedAt', 64],
          ['review', 64],
        ]);
        expect((await room.namesIn('evidence')).filter((name) => name === inspectionPath(key))).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  /** The store as a process sees it that ends before or after one of its writes: no later one happens. */
  function endingAt(call: number, after: boolean): InspectingParts['inspections'] {
    const whole = room.parts().inspections;
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
      writeDetail: (...given) => counted(() => whole.writeDetail(...given)),
      writeEvidence: (...given) => counted(() => whole.writeEvidence(...given)),
    };
  }
});
