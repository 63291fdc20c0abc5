import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ChildHost } from '../child-host.ts';
import { masked, recorded } from '../recorded.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

const extra = (key: string): unknown => Object(recorded('api').extra)[key];
const idsOf = async (response: Response) =>
  z
    .array(z.object({ instanceId: z.string() }))
    .parse(await response.json())
    .map((row) => row.instanceId);
const started = z.object({ id: z.string() });
const withoutOrigin = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value)
      .replace(/http:\/\/localhost:\d+/g, '<origin>')
      .replace(/taskHub=\w+&connection=\w+&code=[\w-]+/g, '<query>'),
  );

async function waiting(id: string): Promise<void> {
  await host.postJson(`orchestrators/wait/${id}`);
  await host.reaches(id, 'Running');
}

describe('start', () => {
  test('answers 202 with the recorded links, also for ids with # and @', async () => {
    for (const [id, key] of [
      ['a#b', 'badId'],
      ['@x@y', 'atId'],
    ] as const) {
      const response = await host.postJson(`orchestrators/wait/${encodeURIComponent(id)}`);
      expect(response.status).toBe(202);
      expect(response.headers.get('retry-after')).toBe('10');
      expect(withoutOrigin(await response.json())).toEqual(withoutOrigin(Object(extra(key)).body));
      expect(withoutOrigin(response.headers.get('location'))).toBe(
        withoutOrigin(Object(Object(extra(key)).headers).location),
      );
      await host.reaches(id, 'Running');
    }
  });

  test('refuses an id that runs with 409 and replaces one that has ended', async () => {
    await waiting('twice');
    const refused = await host.postJson('orchestrators/wait/twice');
    expect([refused.status, await refused.json()]).toEqual([
      409,
      { Message: 'An Orchestration instance with the status Running already exists.' },
    ]);
    expect((await host.client('start/wait/twice')).error).toBe(Object(extra('dup')).error);
    await host.postJson('instances/twice/terminate?reason=x');
    await host.reaches('twice', 'Terminated');
    expect((await host.postJson('orchestrators/wait/twice')).status).toBe(202);
    const again = await host.reaches('twice', 'Running');
    expect(again.historyEvents[0]).toMatchObject({ EventType: 'ExecutionStarted', Generation: 1 });
    expect(again.historyEvents).toHaveLength(1);
  });

  test('refuses bad JSON with 400, takes an empty body as null, and the client sends "" for no input', async () => {
    const bad = await host.durable('orchestrators/wait/bad-json', { method: 'POST', body: '{' });
    expect(bad.status).toBe(400);
    await waiting('no-input');
    expect((await host.status('no-input')).input).toBeNull();
    await host.client('start/wait/client-no-input');
    expect((await host.reaches('client-no-input', 'Running')).input).toBe('');
  });

  test('accepts an unknown orchestrator and then fails the instance', async () => {
    expect((await host.postJson('orchestrators/nope/unknown')).status).toBe(202);
    expect((await host.reaches('unknown', 'Failed')).output).toContain("The function 'nope' doesn't exist");
  });
});

describe('status', () => {
  test('is 202 while running, 200 when ended, 404 for an unknown id, 500 for a failure when asked', async () => {
    await waiting('codes');
    const running = await host.durable('instances/codes');
    expect([running.status, running.headers.get('retry-after')]).toEqual([202, '5']);
    expect((await host.durable('instances/none')).status).toBe(404);
    await host.postJson('orchestrators/failUncaught/failed-code');
    await host.reaches('failed-code', 'Failed');
    expect((await host.durable('instances/failed-code')).status).toBe(200);
    expect((await host.durable('instances/failed-code?returnInternalServerErrorOnFailure=true')).status).toBe(500);
  });

  test('through the client throws for an unknown id, and never has a history', async () => {
    expect((await host.client('status/nope-x')).error).toBe(Object(extra('getStatus404')).error);
    await waiting('client-status');
    const { result } = await host.client('status/client-status');
    expect(Object(result)).not.toHaveProperty('history');
  });

  test('shows outputs in the history only when asked, as recorded', async () => {
    await host.postJson('orchestrators/helloSequence/quiet');
    await host.reaches('quiet', 'Completed');
    const response = await host.durable('instances/quiet?showHistory=true');
    expect(masked(Object(await response.json()).historyEvents)).toEqual(
      masked(recorded('helloSequence').historyWithoutOutput),
    );
  });

  test('lists by id prefix, state and time, page by page', async () => {
    for (const id of ['list-1', 'list-2', 'list-3']) await waiting(id);
    await host.postJson('instances/list-2/terminate?reason=x');
    await host.reaches('list-2', 'Terminated');
    const page = await host.durable('instances/?instanceIdPrefix=list-&top=2');
    const token = page.headers.get('x-ms-continuation-token') ?? '';
    expect(await idsOf(page)).toEqual(['list-1', 'list-2']);
    const last = await host.durable('instances/?instanceIdPrefix=list-&top=2', {
      headers: { 'x-ms-continuation-token': token },
    });
    expect(await idsOf(last)).toEqual(['list-3']);
    expect(last.headers.get('x-ms-continuation-token')).toBe('');
    const ended = await host.durable('instances/?instanceIdPrefix=list-&runtimeStatus=Terminated,Failed');
    expect(await idsOf(ended)).toEqual(['list-2']);
    const later = await host.durable(
      `instances/?instanceIdPrefix=list-&createdTimeFrom=${new Date(Date.now() + 60_000).toISOString()}`,
    );
    expect(await later.json()).toEqual([]);
    const unreadable = await host.durable('instances/?instanceIdPrefix=list-&runtimeStatus=Sleeping&top=none');
    expect(await idsOf(unreadable)).toEqual(['list-1', 'list-2', 'list-3']);
  });

  test('of a sub-orchestration names its parent', async () => {
    await host.postJson('orchestrators/parent/with-kid');
    await host.reaches('with-kid', 'Completed');
    expect(await host.status('with-kid:kid')).toMatchObject({
      parentInstanceId: 'with-kid',
      runtimeStatus: 'Completed',
    });
  });
});

describe('events and control', () => {
  test('raiseEvent: 202 running, 404 unknown, 410 ended, 400 for what is not JSON', async () => {
    await waiting('raised');
    expect((await host.durable('instances/raised/raiseEvent/go', { method: 'POST', body: 'x=1' })).status).toBe(400);
    expect(
      (
        await host.durable('instances/raised/raiseEvent/go', {
          method: 'POST',
          body: '{',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(400);
    expect((await host.postJson('instances/raised/raiseEvent/go', { x: 1 })).status).toBe(202);
    expect(await host.reaches('raised', 'Completed')).toMatchObject({ output: { v: { x: 1 } } });
    expect((await host.postJson('instances/raised/raiseEvent/go', {})).status).toBe(410);
    expect((await host.postJson('instances/nope-x/raiseEvent/go', {})).status).toBe(404);
  });

  test('through the client an event to an ended instance resolves, to an unknown one throws', async () => {
    await host.client('start/wait/by-client');
    expect((await host.client('raise/by-client/go', { x: 1 })).ok).toBe(true);
    await host.reaches('by-client', 'Completed');
    expect(await host.client('raise/by-client/go', {})).toEqual(extra('raiseEnded'));
    expect(await host.client('terminate/by-client')).toEqual(extra('terminateEnded'));
    expect(await host.client('raise/nope-x/go', {})).toEqual(extra('raiseUnknown'));
  });

  test('suspend and resume of an ended instance are 410, of an unknown one 404', async () => {
    await waiting('ended');
    await host.postJson('instances/ended/terminate?reason=x');
    await host.reaches('ended', 'Terminated');
    const codes = await Promise.all(
      ['ended/suspend', 'ended/resume', 'none/suspend', 'none/terminate'].map(
        async (path) => (await host.postJson(`instances/${path}?reason=x`)).status,
      ),
    );
    expect(codes).toEqual([410, 410, 404, 404]);
  });

  test('the client suspends, resumes and terminates', async () => {
    await host.client('start/wait/steered');
    await host.client('suspend/steered');
    expect(await host.reaches('steered', 'Suspended')).toMatchObject({ output: 'pause' });
    await host.client('resume/steered');
    await host.reaches('steered', 'Running');
    await host.client('terminate/steered');
    expect(await host.reaches('steered', 'Terminated')).toMatchObject({ output: 'enough now' });
  });

  test('restart runs the same function and input under a new id, or under the old one when asked', async () => {
    await host.postJson('orchestrators/counter/original', { n: 5 });
    await host.reaches('original', 'Completed');
    const response = await host.postJson('instances/original/restart');
    expect(response.status).toBe(202);
    const { id } = started.parse(await response.json());
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await host.reaches(id, 'Completed')).toMatchObject({ name: 'counter', input: { n: 5 }, output: 5 });
    expect(
      started.parse(await (await host.postJson('instances/original/restart?restartWithNewInstanceId=false')).json()).id,
    ).toBe('original');
  });
});

describe('purge', () => {
  test('one: 200 ended, 412 running, 404 unknown', async () => {
    await waiting('purged');
    expect((await host.durable('instances/purged', { method: 'DELETE' })).status).toBe(412);
    await host.postJson('instances/purged/terminate?reason=x');
    await host.reaches('purged', 'Terminated');
    expect(await host.client('purge/purged')).toEqual(extra('purge'));
    expect(await host.client('purge/purged')).toEqual(extra('purge404'));
    expect((await host.durable('instances/purged')).status).toBe(404);
  });

  test('many: needs createdTimeFrom, also what still runs, 404 when nothing matches', async () => {
    const refused = await host.durable('instances/', { method: 'DELETE' });
    expect([refused.status, await refused.json()]).toEqual([400, Object(extra('purgeByNoFrom')).body]);
    await waiting('stays');
    await waiting('goes');
    await host.postJson('instances/goes/terminate?reason=x');
    await host.reaches('goes', 'Terminated');
    const from = `createdTimeFrom=2020-01-01T00:00:00Z`;
    const purged = await host.durable(`instances/?${from}&runtimeStatus=Terminated`, { method: 'DELETE' });
    expect(purged.status).toBe(200);
    expect(z.object({ instancesDeleted: z.number() }).parse(await purged.json()).instancesDeleted).toBeGreaterThan(0);
    expect((await host.durable('instances/goes')).status).toBe(404);
    expect((await host.durable('instances/stays')).status).toBe(202);
    expect((await host.durable(`instances/?${from}&runtimeStatus=Terminated`, { method: 'DELETE' })).status).toBe(404);
    expect((await host.durable(`instances/?${from}&runtimeStatus=Running`, { method: 'DELETE' })).status).toBe(200);
    expect((await host.durable('instances/stays')).status).toBe(404);
  });
});

describe('what is not provided', () => {
  test('rewind: 404 unknown, 412 not failed, 501 by name', async () => {
    await waiting('not-failed');
    await host.postJson('orchestrators/failUncaught/has-failed');
    await host.reaches('has-failed', 'Failed');
    expect((await host.client('rewind/nope-x')).error).toContain('No orchestration with instance ID "$nope-x" found.');
    expect((await host.client('rewind/not-failed')).error).toContain('can be rewound');
    expect((await host.client('rewind/has-failed')).error).toContain('does not provide rewind');
  });

  test('entities and callHttp are refused by name', async () => {
    expect((await host.client('entity/counter/x')).error).toContain('does not provide entities');
    await host.postJson('orchestrators/callsHttp/calls-http');
    expect((await host.reaches('calls-http', 'Failed')).output).toContain('does not provide callHttp');
  });

  test('another task hub is refused', async () => {
    expect((await host.durable('instances/?taskHub=OtherHub')).status).toBe(400);
  });
});

test('the webhook needs its system key', async () => {
  const open = await host.fetch('/runtime/webhooks/durabletask/instances/');
  const wrong = await host.fetch(
    `/runtime/webhooks/durabletask/instances/?code=${host.keys().systemKeys.blobs_extension}`,
  );
  expect([open.status, wrong.status]).toEqual([401, 401]);
});

test('check-status responses carry the origin of the request; waiting for the end answers with the output', async () => {
  const check = await host.fetch('/api/client/check/some-id', { method: 'POST' });
  expect(check.status).toBe(202);
  expect(check.headers.get('location')).toContain(
    `${host.url}/runtime/webhooks/durabletask/instances/some-id?taskHub=FixtureHub`,
  );
  expect(withoutOrigin(Object.keys(Object(await check.json())).sort())).toEqual(
    Object.keys(Object(Object(extra('startResp')).body)).sort(),
  );
  await host.postJson('orchestrators/helloSequence/awaited');
  const awaited = await host.fetch('/api/client/await/awaited', { method: 'POST' });
  expect([awaited.status, await awaited.json()]).toEqual([200, ['Hello, Tokyo!', 'Hello, Seattle!', 'Hello, Cairo!']]);
});
