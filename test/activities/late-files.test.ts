import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { DataListing } from '../../src/ports/storage.ts';
import { flowSettings, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A dataset of two files that was copied and verified; its originals are to be deleted next. */
async function copied(name: string): Promise<{ key: OperationKey; file: (path: string) => string }> {
  const file = (path: string) => `heart-study/${name}/${path}`;
  await world.put('ingress', file('a.csv'), 'a');
  await world.put('ingress', file('b.csv'), 'b');
  const key = await world.open('ingress', file('a.csv'));
  await world.run('ingress', key, { crashAfter: (call) => call === 'verifyCopy ingress-copy' });
  await world.activities.move({ key, from: 'verifying', event: 'verified' });
  return { key, file };
}

/** The listing as a server answers whose clock is wrong by so many seconds. */
function answeredAt(listing: DataListing, seconds: number): DataListing {
  return {
    children: (place, prefix) => listing.children(place, prefix),
    async *pages(place, prefix, options) {
      for await (const page of listing.pages(place, prefix, options)) {
        yield { ...page, date: new Date(page.date.getTime() + seconds * 1000) };
      }
    },
  };
}

describe('a file that comes right before the originals are deleted', () => {
  test('stays, though the server that listed them is three seconds ahead of the one that took it', async () => {
    const { key, file } = await copied('ahead');
    const ports = { ...world.ports, listing: answeredAt(world.ports.listing, 3) };
    const { prepareTransfer } = createActivities(ports, flowSettings);
    const prepared = async () => (await prepareTransfer({ key, step: 'ingress-delete' })).kind === 'go';
    await world.until('the delete may begin', prepared);
    await world.put('ingress', file('late.csv'), 'the only copy');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('ingress', 'heart-study/ahead/')).toEqual({ [file('late.csv')]: 'the only copy' });
    expect(Object.keys(await world.contents('datasets', 'heart-study/ahead/'))).toHaveLength(2);
  });

  test('makes the delete wait until clocks that may be wrong by ten seconds cannot matter', async () => {
    const { key } = await copied('behind');
    const wrong = { ...flowSettings, storageSkewSeconds: 10 };
    const asked = async (seconds: number) => {
      const ports = { ...world.ports, listing: answeredAt(world.ports.listing, seconds) };
      return await createActivities(ports, wrong).prepareTransfer({ key, step: 'ingress-delete' });
    };
    const prepared = await asked(-5);
    if (prepared.kind !== 'wait') throw new Error(`the delete was prepared: ${prepared.kind}`);
    expect((await world.operation(key)).transfers.map(({ step }) => step)).toEqual(['ingress-copy']);
    expect(await asked(prepared.waitSeconds - 5)).toMatchObject({ kind: 'go' });
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('ingress', 'heart-study/behind/')).toEqual({});
  });
});
