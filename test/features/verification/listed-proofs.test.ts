import { beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { askedOnce, listedProofs, listReceipts } from '../../../src/features/verification/listed-proofs.ts';
import type { ProofPorts } from '../../../src/features/verification/proof-report.ts';
import { type FinishedWorld, finishedWorld } from './finished-world.ts';

const project = 'heart-study';
let world: FinishedWorld;

beforeAll(async () => {
  world = await finishedWorld();
});

/** The ports of a world, and what they were asked. */
function asked() {
  const calls: string[] = [];
  const { ports } = world;
  const noted = <T>(what: string, answer: T): T => {
    calls.push(what);
    return answer;
  };
  const { register, decisions, audit } = ports;
  const counted: ProofPorts = {
    ...ports,
    register: {
      ...register,
      get: (key) => noted('row', register.get(key)),
      owed: (of, id) => noted('owed', register.owed(of, id)),
      following: (of) => noted('names', register.following(of)),
      isUnfinished: (key) => noted('name', register.isUnfinished(key)),
      latestVersion: (of, name) => noted('version', register.latestVersion(of, name)),
    },
    manifests: { ...ports.manifests, receiptNames: (id) => noted('receipts', ports.manifests.receiptNames(id)) },
    decisions: { read: (id) => noted('review', decisions.read(id)) },
    audit: {
      ...audit,
      knownEvents: (chain) => noted('events', audit.knownEvents(chain)),
      head: (chain, atLeast) => noted('head', audit.head(chain, atLeast)),
    },
  };
  return { ports: counted, calls };
}

describe('what is in hand of a project', () => {
  test('answers like the ports themselves, and asks for no row and for each review once', async () => {
    const { ports, calls } = asked();
    const inHand = await listedProofs(ports, project, new Map());
    for (const { id } of [world.dataset, world.released]) {
      const [row, known] = [
        await inHand.register.get({ project, id }),
        await world.ports.register.get({ project, id }),
      ];
      expect(row?.value).toEqual(known?.value);
      for (let times = 0; times < 2; times += 1)
        expect(await inHand.decisions.read(id)).toEqual(await world.ports.decisions.read(id));
    }
    expect((await inHand.audit.knownEvents(project)).count).toBe((await ports.audit.knownEvents(project)).count);
    expect(calls).toEqual(['events', 'head', 'owed', 'names', 'review', 'review', 'events']);
  });

  test('has what lies outside by folder, and leaves other places to the ports', async () => {
    const inHand = await listedProofs(world.ports, project, new Map());
    const { name, id } = world.released;
    for (const [place, prefix] of [
      ['released', `${project}/`],
      ['released', `${project}/${name}/${id}/`],
      ['released', `${project}/none/`],
      ['datasets', `${project}/`],
    ] as const) {
      const [found, known] = [inHand, world.ports].map(({ listing }) =>
        Array.fromAsync(listing.pages(place, prefix), ({ blobs }) => blobs.map(({ path }) => path)),
      );
      expect((await found)?.flat()).toEqual((await known)?.flat());
    }
  });
});

describe('what is asked once', () => {
  test('of each row is asked of one that is missing once, too', async () => {
    const { ports, calls } = asked();
    const once = await askedOnce(ports, project, new Map());
    calls.length = 0;
    for (const id of [world.dataset.id, world.dataset.id, 'ing_0', 'ing_0']) await once.register.get({ project, id });
    expect(calls).toEqual(['row', 'row']);
  });

  test('of a project takes three requests for however many operations, and answers like the ports themselves', async () => {
    const { ports, calls } = asked();
    const receipts = await listReceipts(ports);
    const once = await askedOnce(ports, project, receipts);
    const said = async ({ register, manifests, audit }: ProofPorts, { id, door, name }: Operation) => [
      await Array.fromAsync(register.owed(project, id), ({ value }) => value),
      await register.isUnfinished({ id, door, project, name }),
      await register.latestVersion(project, name),
      await manifests.receiptNames(id),
      await audit.head(project),
    ];
    for (const operation of [world.dataset, world.released])
      expect(await said(once, operation)).toEqual(await said(world.ports, operation));
    expect(calls).toEqual(['head', 'owed', 'names']);
  });
});
