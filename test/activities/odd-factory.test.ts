import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.knobs.reset());

/** A dataset of one file, opened. */
async function dataset(name: string) {
  await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  return await world.open('ingress', `heart-study/${name}/a.csv`);
}

describe('a Data Factory that is less kind', () => {
  test('shows activities later than the end of their run: the app looks again and tries nothing twice', async () => {
    world.knobs.set({ activityLagMilliseconds: 1000 });
    const key = await dataset('lagging');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    const { transfers } = await world.operation(key);
    expect(transfers.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'ingress-copy succeeded',
      'ingress-delete succeeded',
    ]);
  });

  test('shows a run later than it has started it: who stops the operation waits for its end all the same', async () => {
    world.knobs.set({ queryLagMilliseconds: 60_000, queueMilliseconds: 5_000, ignoreCancel: true });
    const key = await dataset('shown-late');
    await world.run('ingress', key, { crashAfter: (call) => call === 'startTransfer ingress-delete' });
    const fail = async () => await world.activities.failOperation({ key, message: 'Stopped by an operator' });
    expect(await fail()).toMatchObject({ state: 'deleting', ended: false });
    await world.until('its run has ended', async () => (await fail()).ended);
    const { state, transfers } = await world.operation(key);
    expect(state).toBe('failed');
    expect(transfers.at(-1)?.message).toMatch(/^Given up\. The run \S+ ended as /);
  });

  test.each(['offset', 'american'] as const)(
    'spells the end time of a delete otherwise (%s): the run is still found',
    async (spellTimes) => {
      world.knobs.set({ spellTimes });
      const key = await dataset(`spelled-${spellTimes}`);
      await world.run('ingress', key, { crashAfter: (call) => call === 'verifyCopy ingress-copy' });
      await world.activities.move({ key, from: 'verifying', event: 'verified' });
      const prepared = async () =>
        (await world.activities.prepareTransfer({ key, step: 'ingress-delete' })).kind === 'go';
      await world.until('the delete may begin', prepared);
      const transfer = (await world.operation(key)).transfers.at(-1);
      if (transfer?.step !== 'ingress-delete') throw new Error('no delete was prepared');
      const lost = await world.ports.dataFactory.start(transfer.step, transfer.parameters);
      await world.activities.startTransfer({ key, step: 'ingress-delete' });
      expect((await world.operation(key)).transfers.at(-1)).toMatchObject({ status: 'started', runId: lost });
    },
  );
});
