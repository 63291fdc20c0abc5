import { CompactSign, decodeJwt, importJWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { chainLine, lineHash, parseChainLine } from '../../src/domain/chain-line.ts';
import { NotFound } from '../../src/domain/errors.ts';
import type { OperationKey } from '../../src/domain/operation.ts';
import { publicKey } from '../../src/domain/receipt.ts';
import { type ProofPlace, type Proofs, verifyProofs } from '../../src/use-cases/verify-proofs.ts';
import { person } from '../domain/sample.ts';
import { playRecords, project } from './play-records.ts';
import { blobsOf, headOfLines, type Kept, portsOver, type Records, splitText } from './records.ts';

const clock = { now: () => new Date() };
let honest: Records;
let dataset: OperationKey;
let released: OperationKey;
let other: OperationKey;
let owing: OperationKey;
let untold: OperationKey;

beforeAll(async () => {
  ({ honest, dataset, released, other, owing, untold } = await playRecords());
});

const verify = (copy: Records, only?: string): Promise<Proofs> => verifyProofs(portsOver(copy, clock), only);

type Tampering = (copy: Records) => void | Promise<void>;
type Change = 'removed' | 'cut' | 'altered' | 'swapped';
/** What is done to a record, or why it cannot be done or cannot be found. */
type Case = Tampering | string;

const half = (text: string): string => text.slice(0, text.length / 2);

function at<T>(items: readonly (T | undefined)[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

/** Writes the lines of a chain anew into its blobs, as many to each as before. */
function withLines(change: (lines: string[]) => string[]): Tampering {
  return (copy) => {
    const blobs = blobsOf(copy, project);
    const lines = change(blobs.flatMap(({ text }) => splitText(text)));
    blobs.forEach((blob, index) => {
      const mine = lines.slice(index * 12, index === blobs.length - 1 ? undefined : (index + 1) * 12);
      blob.text = mine.map((line) => `${line}\n`).join('');
    });
  };
}

/** Changes of a kind of record that stands as text under the key of an operation. */
function ofKept(
  list: (copy: Records) => Kept[],
  key: () => OperationKey,
  alter: (text: string) => string,
  from: () => OperationKey,
): Record<Change, Case> {
  const one = (copy: Records, id = key().id) =>
    at(
      list(copy).filter((kept) => kept.key === id),
      0,
    );
  return {
    removed: (copy) => void list(copy).splice(list(copy).indexOf(one(copy)), 1),
    cut: (copy) => {
      one(copy).text = half(one(copy).text);
    },
    altered: (copy) => {
      const { text } = one(copy);
      one(copy).text = alter(text);
      expect(one(copy).text).not.toBe(text);
    },
    swapped: (copy) => {
      const [mine, theirs] = [one(copy), one(copy, from().id)];
      [mine.text, theirs.text] = [theirs.text, mine.text];
    },
  };
}

function ofNamed(
  map: (copy: Records) => Record<string, string>,
  name: () => string,
  alter: (text: string) => string,
  from: () => string,
): Record<Change, Case> {
  const change =
    (to: (text: string, copy: Records) => string): Tampering =>
    (copy) => {
      map(copy)[name()] = to(map(copy)[name()] ?? '', copy);
    };
  return {
    removed: (copy) => {
      expect(delete map(copy)[name()]).toBe(true);
    },
    cut: change(half),
    altered: change(alter),
    swapped: change((_, copy) => map(copy)[from()] ?? ''),
  };
}

/** Signs the deletion receipt again with the deployment's own key, as somebody can who holds it, with another anchor. */
function anchored(change: (copy: Records) => unknown): Tampering {
  return async (copy) => {
    const name = `${released.id}-release`;
    const jwk = JSON.parse(copy.secret[0] ?? '');
    const payload = { ...decodeJwt(copy.receipts[name] ?? ''), chain: change(copy) };
    const { kid } = await publicKey(jwk);
    copy.receipts[name] = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'sallyport-receipt+jws' })
      .sign(await importJWK(jwk, 'EdDSA'));
  };
}

const isWhole = (copy: Records) => withLines((lines) => lines)(copy);
const flip = (text: string): string => text.replace(/[a-m]/, 'z');
const setHead =
  (change: (copy: Records) => Records['heads'][string]): Tampering =>
  (copy) => {
    copy.heads[project] = change(copy);
  };
const inForce = () => project;
const version = () => Object.keys(honest.definitions).find((name) => name.startsWith(`${project}/`)) ?? '';
const keyOfLine = () => owing;
const keyOfTelling = () => untold;

const table: Record<string, () => Record<Change, Case>> = {
  'audit line': () => ({
    removed: withLines((lines) => lines.toSpliced(20, 1)),
    cut: withLines((lines) => lines.with(20, half(at(lines, 20)))),
    altered: withLines((lines) => lines.with(20, at(lines, 20).replace('control-plane', 'somebody-else'))),
    swapped: withLines((lines) => lines.with(20, at(lines, 21)).with(21, at(lines, 20))),
  }),
  'audit blob': () => ({
    removed: (copy) => void copy.blobs.splice(copy.blobs.indexOf(at(blobsOf(copy, project), 1)), 1),
    cut: (copy) => {
      const blob = at(blobsOf(copy, project), -1);
      blob.text = half(blob.text);
    },
    altered: (copy) => {
      const blob = at(blobsOf(copy, project), 1);
      blob.text = flip(blob.text);
    },
    swapped: (copy) => {
      at(blobsOf(copy, project), 1).text = at(blobsOf(copy, 'lung-study'), 0).text;
    },
  }),
  'end of a chain with its head and its events': () => ({
    removed: (copy) => {
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== project);
      delete copy.heads[project];
      delete copy.events[project];
    },
    cut: async (copy) => {
      let kept: string[] = [];
      await withLines((lines) => {
        kept = lines.slice(0, 15);
        return kept;
      })(copy);
      copy.heads[project] = headOfLines(kept);
      copy.events[project] = copy.events[project]?.slice(0, 15) ?? [];
    },
    altered: async (copy) => {
      // Everything after the tenth line is written anew, with right links and a right head.
      await withLines((lines) => {
        const anew = lines.slice(0, 10);
        for (const line of lines.slice(10)) {
          const { event } = parseChainLine(line);
          anew.push(chainLine({ ...event, at: '2026-01-01T00:00:00.000Z' }, lineHash(anew.at(-1) ?? '')));
        }
        copy.heads[project] = headOfLines(anew);
        return anew;
      })(copy);
    },
    swapped: (copy) => {
      const lung = blobsOf(copy, 'lung-study').map(({ text }) => text);
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== project);
      copy.blobs.push({ chain: project, name: `${project}/2026-11/001.jsonl`, text: lung.join('') });
      copy.heads[project] = at([copy.heads['lung-study']], 0);
      copy.events[project] = copy.events['lung-study'] ?? [];
    },
  }),
  head: () => ({
    removed: (copy) => void delete copy.heads[project],
    cut: 'a head is one count and one hash: to cut it is to alter it, and a row without one of them is refused by its schema',
    altered: setHead((copy) => headOfLines(splitText(at(blobsOf(copy, project), 0).text))),
    swapped: setHead((copy) => at([copy.heads['lung-study']], 0)),
  }),
  'row of an event': () => ({
    removed: (copy) => void copy.events[project]?.splice(7, 1),
    cut: 'a row of an event holds its id and nothing else: a cut one is another one',
    altered: 'its key is the hash of the id: an altered one is another event, and this one is removed',
    swapped: 'as altered',
  }),
  anchor: () => ({
    removed: anchored(() => undefined),
    cut: 'an anchor is one count and one hash: to cut it is to alter it',
    altered: anchored((copy) => ({ count: 10, hash: at([copy.heads[project]], 0).hash })),
    swapped: anchored((copy) => ({ count: 3, hash: at([copy.heads['lung-study']], 0).hash })),
  }),
  'anchor beyond the end': () => ({
    removed: 'as of an anchor',
    cut: 'as of an anchor',
    altered: anchored((copy) => ({ count: 10_000, hash: at([copy.heads[project]], 0).hash })),
    swapped: 'as of an anchor',
  }),
  'register row of a dataset': () =>
    ofKept(
      ({ rows }) => rows,
      () => dataset,
      (text) => text.replace('"available"', '"discarded"'),
      () => released,
    ),
  'register row of a package': () =>
    ofKept(
      ({ rows }) => rows,
      () => released,
      (text) => text.replace('"revision":', '"revision":1'),
      () => other,
    ),
  'findings in a register row': () =>
    ofKept(
      ({ rows }) => rows,
      () => dataset,
      (text) => text.replace('"count":2', '"count":1'),
      () => released,
    ),
  round: () =>
    ofKept(
      ({ rounds }) => rounds,
      () => released,
      (text) => text.replace('"quorum":2', '"quorum":1'),
      () => other,
    ),
  'people of a round': () =>
    ofKept(
      ({ rounds }) => rounds,
      () => released,
      (text) => text.replaceAll(person('Ada', 11).oid, person('Eve', 66).oid),
      () => other,
    ),
  decision: () =>
    ofKept(
      ({ decisions }) => decisions,
      () => released,
      (text) => text.replace('"lookedAt":true', '"lookedAt":false'),
      () => other,
    ),
  'receipt of a deletion': () =>
    ofNamed(
      ({ receipts }) => receipts,
      () => `${dataset.id}-deletion`,
      (text) => `${text.slice(0, 150)}${text[150] === 'A' ? 'B' : 'A'}${text.slice(151)}`,
      () => `${released.id}-deletion`,
    ),
  'receipt of a release': () =>
    ofNamed(
      ({ receipts }) => receipts,
      () => `${released.id}-release`,
      (text) => `${text.slice(0, 150)}${text[150] === 'A' ? 'B' : 'A'}${text.slice(151)}`,
      () => `${released.id}-deletion`,
    ),
  'version of a definition': () =>
    ofNamed(
      ({ definitions }) => definitions,
      version,
      (text) => text.replace('Heart', 'Hearty'),
      () => 'lung-study',
    ),
  'definition in force': () =>
    ofNamed(
      ({ definitions }) => definitions,
      inForce,
      (text) => text.replace('Heart', 'Hearty'),
      () => 'lung-study',
    ),
  'owed line': () =>
    ofKept(
      ({ owed }) => owed,
      keyOfLine,
      (text) => text.replace('late', 'later'),
      keyOfTelling,
    ),
  'owed telling': () => ({
    ...ofKept(
      ({ owed }) => owed,
      keyOfTelling,
      (text) => text.replace('"rejected"', '"released"'),
      keyOfLine,
    ),
    removed:
      'who was to be told is known from the definition of that time alone: a telling that is gone looks like one that is done',
  }),
  'source manifest': () =>
    ofNamed(
      ({ manifests }) => manifests,
      () => `${dataset.id}-source`,
      (text) => text.replace('"size":1', '"size":3'),
      () => `${released.id}-source`,
    ),
  'package manifest': () =>
    ofNamed(
      ({ manifests }) => manifests,
      () => `${released.id}-package`,
      (text) => text.replace('"size":2', '"size":3'),
      () => `${other.id}-package`,
    ),
};

const cases = Object.entries(table).flatMap(([record]) =>
  (['removed', 'cut', 'altered', 'swapped'] as const).map((change) => [record, change] as const),
);

test('records that nobody touched verify', async () => {
  const copy = structuredClone(honest);
  await isWhole(copy);
  expect(await verify(copy)).toMatchObject({ ok: true, findings: [], receipts: { verified: 5, bad: [] } });
});

describe('verification finds', () => {
  test.each(cases)('%s %s', async (record, change) => {
    const tamper = at([table[record]?.()[change]], 0);
    if (typeof tamper === 'string') return;
    const copy = structuredClone(honest);
    await tamper(copy);
    expect(copy).not.toEqual(honest);
    expect((await verify(copy)).ok).toBe(false);
    expect((await inBits(copy)).ok).toBe(false);
  });
});

/** Verifies in as many answers as there are bits of work. */
async function inBits(copy: Records): Promise<Proofs & { readonly answers: number }> {
  let from: ProofPlace | undefined;
  for (let answers = 1; ; answers += 1) {
    const proofs = await verifyProofs(portsOver(copy, clock), undefined, {
      until: new Date(0),
      ...(from === undefined ? {} : { from: JSON.parse(JSON.stringify(from)) }),
    });
    expect(proofs.next, 'it must get on').not.toEqual(from);
    if (proofs.next === undefined) return { ...proofs, answers };
    expect(proofs.ok).toBe(false);
    from = proofs.next;
  }
}

test('an answer that is not the last never says ok, and the last one says it for all', async () => {
  const proofs = await inBits(structuredClone(honest));
  expect(proofs).toMatchObject({ ok: true });
  expect(proofs.answers).toBeGreaterThan(8);
});

test('a project that nobody knows is an error', async () => {
  await expect(verify(structuredClone(honest), 'hart-study')).rejects.toThrow(NotFound);
});
