import { homedir, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { OrchestrationContext } from 'durable-functions';
import { describe, expect, test } from 'vitest';
import { type Activities, createActivities } from '../../src/activities/index.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import { call, type Step } from '../../src/orchestrators/steps.ts';
import { flowSettings, startWorld } from '../activities/world.ts';
import { presentVersion } from '../orchestrators/present-version.ts';
import { type Handler, handlerOf } from '../orchestrators/task-hub.ts';
import { orchestrators } from '../simulation/orchestrations.ts';
import { ofSchedules } from './candidates.ts';
import { goldenVersions, readGolden } from './golden.ts';
import { keptOf } from './record.ts';
import { departure } from './replay.ts';

const present = readGolden(presentVersion);

/** Where generations of the present version go another way with this orchestrator of a flow. */
async function departures(flow: Flow, orchestrator: Handler): Promise<string[]> {
  const kept = present.generations.filter((generation) => generation.flow === flow);
  const found = await Promise.all(kept.map((generation) => departure(present, generation, orchestrator)));
  return found.flatMap((one) => one ?? []);
}

describe.each(goldenVersions())('an instance of version %s that was begun before goes on as it began', (version) => {
  const kept = readGolden(version);

  test.each(Object.keys(orchestrators))('%s', async (flow) => {
    const generations = kept.generations.filter((generation) => generation.flow === flow);
    expect(generations.length).toBeGreaterThan(1);
    for (const generation of generations) {
      const where = await departure(kept, generation);
      const what = `An instance of ${flow} of version ${version} would fail: ${where}. docs/develop.md, How an orchestrator is changed.`;
      expect(where, what).toBeUndefined();
    }
  });
});

describe('the histories that are kept of the present version', () => {
  const text = JSON.stringify(present);

  test('show each step, and generations that end, begin afresh, fail a step and are under way', async () => {
    const { ports } = await startWorld();
    const steps = Object.keys(createActivities(ports, flowSettings));
    expect(steps.filter((name) => !text.includes(`"functionName\\":\\"${name}\\"`))).toEqual([]);
    for (const flow of Object.keys(orchestrators)) {
      const own = present.generations.filter((generation) => generation.flow === flow);
      expect(own.some(({ end }) => end === null)).toBe(true);
      expect(own.some(({ end }) => end !== null)).toBe(true);
      expect(own.some(({ history }) => history.some(([type]) => type === 6))).toBe(true);
    }
    expect(text.includes('"actionType\\":4')).toBe(true);
  });

  test('tell nothing of the machine that recorded them, and are small', () => {
    const places = [resolve(import.meta.dirname, '../..'), homedir(), tmpdir(), 'node_modules'];
    expect(places.filter((place) => text.includes(`${place}/`))).toEqual([]);
    expect(text.length).toBeLessThan(1_000_000);
  });
});

test('what is recorded of schedules now is replayed', async () => {
  const kept = keptOf(await ofSchedules([1, 2]));
  expect(kept.version).toBe(presentVersion);
  expect(kept.generations.length).toBeGreaterThan(2);
  for (const generation of kept.generations) expect(await departure(kept, generation)).toBeUndefined();
});

/** An orchestrator that takes two of its steps for each other. */
function exchanging(flow: Flow, one: keyof Activities, other: keyof Activities): Handler {
  return handlerOf((context) => {
    const { df } = context;
    const call = df.callActivityWithRetry.bind(df);
    const names: Readonly<Record<string, string>> = { [one]: other, [other]: one };
    df.callActivityWithRetry = (name, options, input) => call(names[name] ?? name, options, input);
    return orchestrators[flow](context);
  });
}

/** An orchestrator with a step more before all others, for instances of `isFor`. */
function beginningWith(flow: Flow, isFor: (version: string | undefined) => boolean): Handler {
  return handlerOf(function* (context: OrchestrationContext): Step<string> {
    const key = context.df.getInput<{ project: string; id: string }>();
    if (isFor(context.df.version)) yield* call(context, 'noteOutside', { key });
    return yield* orchestrators[flow](context);
  });
}

describe('an orchestrator that was changed', () => {
  test.each([
    ['export', 'verifyCopy', 'digestPackage'],
    ['export', 'openReview', 'inviteApprovers'],
    ['ingress', 'verifyCopy', 'takeInventory'],
    ['discard', 'prepareDiscard', 'writeReceipt'],
    ['retract', 'lookAtRetraction', 'prepareTransfer'],
    ['revoke', 'endReleaseRuns', 'noteOutside'],
    ['clear', 'lookAtClearing', 'noteCleared'],
  ] as const)('%s is caught with %s in the place of %s', async (flow, one, other) => {
    expect((await departures(flow, exchanging(flow, one, other))).join()).toContain(` was {"functionName":"${one}"`);
  });

  test('is caught with one step more, in every history', async () => {
    const kept = present.generations.filter(({ flow }) => flow === 'ingress').length;
    expect(
      await departures(
        'ingress',
        beginningWith('ingress', () => true),
      ),
    ).toHaveLength(kept);
  });

  test('is not caught when instances of the present version go the former way', async () => {
    const isNewer = (version: string | undefined) => version !== presentVersion;
    expect(await departures('ingress', beginningWith('ingress', isNewer))).toEqual([]);
  });
});
