import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { copiedIn, copyPeriodMs } from '../../src/domain/overview/second-copy.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { openedEvent } from '../../src/use-cases/operation/start-operation.ts';
import { newestRun } from '../../src/use-cases/overview/copy-away.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import type { ServiceCall } from '../memory/hook.ts';
import { idle, project, WorkingWorld } from './working-world.ts';

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin({ hasSecondCopy: true });
  await working.sweep();
});

/** A process of its own, which waits so before each request and before each answer. */
function aProcess(wait: (call: ServiceCall) => Promise<void>): Ports {
  return {
    ...working.afresh,
    ...storagePorts(working.world.storage.ofApp({ clock: working.world.time, hook: { before: wait, after: wait } })),
  };
}

/** Waits as many turns of the loop as are drawn. */
function byTurns(turns: readonly number[]): () => Promise<void> {
  let asked = 0;
  return async () => {
    for (let left = turns[asked++ % turns.length] ?? 0; left > 0; left -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
}

async function addLines(): Promise<void> {
  const operation = anOperation({ project, name: working.world.ports.random.uuid(), revision: 0 });
  await working.world.ports.register.open(operation, []);
  await working.world.ports.audit.append(project, [openedEvent(operation)]);
}

describe('two sweeps at once, as of the timer and of a person', () => {
  test('fail in no order of their requests, and the copy is whole', async () => {
    const turns = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(turns, turns, fc.nat(60), async (one, other, later) => {
        await working.world.time.pass(copyPeriodMs);
        await addLines();
        const more = aProcess(byTurns([later]))
          .audit.ends()
          .then(addLines);
        await Promise.all([...[one, other].map((drawn) => sweep(aProcess(byTurns(drawn)), idle, sweepSettings)), more]);
        await working.world.time.pass(copyPeriodMs);
        await working.sweep();
        const { secondCopy, audit } = working.afresh;
        if (secondCopy === undefined) throw new Error('there is no second copy');
        const run = await newestRun(secondCopy, working.world.time.now());
        expect(run?.at).toBe(working.world.time.now().toISOString());
        const ends = await audit.ends();
        for (const { blob, length } of ends) {
          const copied = copiedIn(await Array.fromAsync(secondCopy.list(`audit/${blob}@`)));
          expect(copied.map(({ bytes }) => bytes)).toEqual([length]);
        }
        expect(run?.ends).toEqual(Object.fromEntries(ends.map(({ chain, blob, length }) => [chain, { blob, length }])));
      }),
      { numRuns: 30 },
    );
  });

  test('fail nowhere when one falls behind while lines come and the other copies them', async () => {
    await working.world.time.pass(copyPeriodMs);
    await addLines();
    let isBehind = false;
    const behind = aProcess(async ({ service, operation, args }) => {
      if (isBehind || !(service === 'safe/copy' && operation === 'list')) return;
      if (!JSON.stringify(args).includes(`audit/${project}/`)) return;
      isBehind = true;
      await addLines();
      await sweep(working.afresh, idle, sweepSettings);
    });
    await sweep(behind, idle, sweepSettings);
    expect(isBehind).toBe(true);
  });
});
