import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { chainLine, lineHash, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { person } from '../domain/sample.ts';
import { type Played, project } from './play-records.ts';
import { blobsOf, headOf, type Records } from './records.ts';
import { anchored, at, type Cases, forge, half, ofKept, ofNamed, type Tampering, withLines } from './tamper.ts';

const flip = (text: string): string => text.replace(/[a-m]/, 'z');
const setHead =
  (change: (copy: Records) => Records['heads'][string]): Tampering =>
  (copy) => {
    copy.heads[project] = change(copy);
  };

export const interruptionOf = ({ receipts }: Records, { id }: OperationKey): string =>
  Object.keys(receipts).find((name) => name.startsWith(`${id}-interrupted-`)) ?? '';
export const listingOf = ({ manifests }: Records, { id }: OperationKey): string =>
  Object.keys(manifests).find((name) => name.startsWith(`${id}-source-`)) ?? '';
const versionOf = ({ definitions }: Records): string =>
  Object.keys(definitions).find((name) => name.startsWith(`${project}/`)) ?? '';

/** What is done to each kind of record of a played world, or why it cannot be done or cannot be found. */
export const tamperings: Record<string, (played: Played) => Cases> = {
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
      copy.heads[project] = headOf(copy, project);
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
        return anew;
      })(copy);
      copy.heads[project] = headOf(copy, project);
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
    altered: setHead((copy) => headOf({ ...copy, blobs: [at(blobsOf(copy, project), 0)] }, project)),
    swapped: setHead((copy) => at([copy.heads['lung-study']], 0)),
  }),
  'row of an event': () => ({
    removed: (copy) => void copy.events[project]?.splice(7, 1),
  }),
  anchor: ({ released }) => ({
    removed: anchored(`${released.id}-release`, () => undefined),
    altered: anchored(`${released.id}-release`, (copy) => ({ count: 10, hash: at([copy.heads[project]], 0).hash })),
    swapped: anchored(`${released.id}-release`, (copy) => ({ count: 3, hash: at([copy.heads['lung-study']], 0).hash })),
  }),
  'anchor beyond the end': ({ released }) => ({
    altered: anchored(`${released.id}-release`, (copy) => ({ count: 10_000, hash: at([copy.heads[project]], 0).hash })),
  }),
  'register row of a dataset': ({ dataset, released }) =>
    ofKept(
      ({ rows }) => rows,
      dataset,
      (text) => text.replace('"available"', '"discarded"'),
      released,
    ),
  'register row of a package': ({ released, other }) =>
    ofKept(
      ({ rows }) => rows,
      released,
      (text) => text.replace('"revision":', '"revision":1'),
      other,
    ),
  'findings in a register row': ({ dataset, released }) =>
    ofKept(
      ({ rows }) => rows,
      dataset,
      (text) => text.replace('"count":2', '"count":1'),
      released,
    ),
  'failure in a register row': ({ interrupted, released }) =>
    ofKept(
      ({ rows }) => rows,
      interrupted,
      (text) => text.replace('"failure":{"state":"deleting"', '"failure":{"state":"copying"'),
      released,
    ),
  round: ({ released, other }) =>
    ofKept(
      ({ rounds }) => rounds,
      released,
      (text) => text.replace('"quorum":2', '"quorum":1'),
      other,
    ),
  'people of a round': ({ released, other }) =>
    ofKept(
      ({ rounds }) => rounds,
      released,
      (text) => text.replaceAll(person('Ada', 11).oid, person('Eve', 66).oid),
      other,
    ),
  decision: ({ released, other }) =>
    ofKept(
      ({ decisions }) => decisions,
      released,
      (text) => text.replace('"lookedAt":true', '"lookedAt":false'),
      other,
    ),
  'receipt of a deletion': ({ dataset, released }) =>
    ofNamed(({ receipts }) => receipts, `${dataset.id}-deletion`, forge, `${released.id}-deletion`),
  'receipt of a release': ({ released }) =>
    ofNamed(({ receipts }) => receipts, `${released.id}-release`, forge, `${released.id}-deletion`),
  'receipt of an interruption': ({ honest, interrupted, released }) =>
    ofNamed(({ receipts }) => receipts, interruptionOf(honest, interrupted), forge, `${released.id}-deletion`),
  'receipt of a copy that was never published': ({ withdrawn, dataset }) =>
    ofNamed(({ receipts }) => receipts, `${withdrawn.id}-retraction`, forge, `${dataset.id}-deletion`),
  'register row of a copy that was never published': ({ withdrawn, dataset }) =>
    ofKept(
      ({ rows }) => rows,
      withdrawn,
      (text) => text.replace(/,"retraction":\{[^}]*\}/, ''),
      dataset,
    ),
  'version of a definition': ({ honest }) =>
    ofNamed(
      ({ definitions }) => definitions,
      versionOf(honest),
      (text) => text.replace('Heart', 'Hearty'),
      'lung-study',
    ),
  'definition in force': () =>
    ofNamed(
      ({ definitions }) => definitions,
      project,
      (text) => text.replace('Heart', 'Hearty'),
      'lung-study',
    ),
  'owed line': ({ owing, untold }) =>
    ofKept(
      ({ owed }) => owed,
      owing,
      (text) => text.replace('late', 'later'),
      untold,
    ),
  'owed telling': ({ owing, untold }) =>
    ofKept(
      ({ owed }) => owed,
      untold,
      (text) => text.replace('"rejected"', '"released"'),
      owing,
    ),
  'owed telling of an earlier move': ({ owing, retried }) =>
    ofKept(
      ({ owed }) => owed,
      retried,
      (text) => text.replace('"revision":1', '"revision":2'),
      owing,
    ),
  'source manifest': ({ honest, dataset, released }) =>
    ofNamed(
      ({ manifests }) => manifests,
      listingOf(honest, dataset),
      (text) => text.replace('"size":1', '"size":3'),
      listingOf(honest, released),
    ),
  'package manifest': ({ released, other }) =>
    ofNamed(
      ({ manifests }) => manifests,
      `${released.id}-package`,
      (text) => text.replace('"size":2', '"size":3'),
      `${other.id}-package`,
    ),
  'chain of the system': () => ({
    removed: (copy) => {
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== systemChain);
    },
    cut: (copy) => {
      const blob = at(blobsOf(copy, systemChain), 0);
      blob.text = half(blob.text);
    },
    altered: (copy) => {
      const blob = at(blobsOf(copy, systemChain), 0);
      blob.text = flip(blob.text);
    },
    swapped: (copy) => {
      at(blobsOf(copy, systemChain), 0).text = at(blobsOf(copy, 'lung-study'), 0).text;
    },
  }),
  'chain of the system with its head': () => ({
    removed: (copy) => {
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== systemChain);
      delete copy.heads[systemChain];
    },
  }),
  'chain of the system with its events': () => ({
    removed: (copy) => {
      copy.blobs = copy.blobs.filter(({ chain }) => chain !== systemChain);
      delete copy.events[systemChain];
    },
  }),
  'head and events of the system': () => ({
    removed: (copy) => {
      delete copy.heads[systemChain];
      delete copy.events[systemChain];
    },
  }),
};
