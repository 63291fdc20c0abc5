import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptance, accepted } from './accepted.ts';
import { differences } from './compare.ts';
import { startOurs } from './ours.ts';
import { readRecording } from './recordings.ts';
import { scenarios } from './scenarios/index.ts';
import { type Played, Stage } from './stage.ts';

const names = scenarios.map(({ name }) => name);

describe('the local host does what the real Durable extension did', () => {
  const stage = new Stage(startOurs);
  let plays: Played[] = [];
  beforeAll(async () => {
    plays = await stage.playAll(scenarios, scenarios.length);
  });
  afterAll(() => stage.close());

  test.each(names)('%s', (name) => {
    const played = plays.find(({ scenario }) => scenario.name === name);
    if (!played || 'failure' in played) throw new Error(played?.failure ?? `'${name}' was not played.`);
    const found = differences(readRecording(name), played.outcome);
    expect(found.filter((difference) => !acceptance(name, difference))).toEqual([]);
  });
});

test('each scenario has a name of its own', () => {
  expect(new Set(names).size).toBe(names.length);
});

test('each accepted difference belongs to a scenario', () => {
  for (const { scenario, reason } of accepted)
    expect(
      names.some((name) => scenario.test(name)),
      reason,
    ).toBe(true);
});
