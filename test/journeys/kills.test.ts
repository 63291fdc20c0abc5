import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { until } from '../../local/people/until.ts';
import type { Door } from '../../src/domain/operation.ts';
import { type Journey, someFiles, startJourney } from './journey.ts';
import { expectNothingLost, runsOf } from './nothing-lost.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney();
}, 120_000);
afterAll(() => journey.end());
beforeEach(async () => {
  await journey.stack.control.call('DELETE', 'faults');
  await factory({ queueMilliseconds: 0, millisecondsPerFile: 0, holdRuns: false });
});

async function factory(knobs: Record<string, number | boolean>): Promise<void> {
  await journey.stack.control.call('PUT', 'factory/knobs', knobs);
}

/** Answers the next listing or writing of that kind late, so that the state in which it happens lasts long enough to be hit. */
async function hold(method: string, path: string): Promise<void> {
  await journey.stack.control.addFault({ service: 'blob', kind: 'slow', method, path, milliseconds: 2000 });
}

/** Kills the host in the state and starts it again. */
async function crashIn(door: Door, name: string, state: string): Promise<void> {
  await journey.reached(door, name, state);
  await journey.crash();
}

/** Waits until Data Factory works on the step. */
async function inProgress(door: Door, name: string, step: 'copy' | 'release' | 'freeze'): Promise<void> {
  const look = async () => {
    const [operation] = await journey.operations(door, name);
    const [run] = operation === undefined ? [] : await runsOf(journey, operation, step);
    return run?.status === 'InProgress' ? true : undefined;
  };
  await until(`the run of ${name} for ${step} to be in progress`, look);
}

describe('the host is killed', () => {
  test('in every state on the way in, also during the copy: the dataset arrives once', {
    timeout: 120_000,
  }, async () => {
    await factory({ millisecondsPerFile: 700, queueMilliseconds: 700 });
    await hold('PUT', '/control/manifests/');
    await hold('GET', '/secure/datasets\\?.*comp=list');
    await journey.upload('steps', someFiles('steps'));
    await crashIn('ingress', 'steps', 'receiving');
    await crashIn('ingress', 'steps', 'checking');
    await inProgress('ingress', 'steps', 'copy');
    await crashIn('ingress', 'steps', 'copying');
    await crashIn('ingress', 'steps', 'verifying');
    await crashIn('ingress', 'steps', 'deleting');
    await journey.reached('ingress', 'steps', 'available');
    await expectNothingLost(journey);
  });
});
