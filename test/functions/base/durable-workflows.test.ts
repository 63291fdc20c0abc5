import { describe, expect, test } from 'vitest';
import { durableWorkflows } from '../../../src/functions/base/durable-workflows.ts';

const key = { project: 'lungs', id: 'ing_01' };

/** The workflows behind a client that answers every call with this error. */
function refusedWith(error: Error) {
  const refuse = () => Promise.reject(error);
  return durableWorkflows({ startNew: refuse, raiseEvent: refuse, getStatus: refuse }, '2.0');
}

/** What an app of version 2.0 says of an instance with such a status. */
async function newerVersion(status: { readonly input: unknown; readonly runtimeStatus: string }) {
  const none = () => Promise.reject(new Error('is not asked for'));
  const client = { startNew: none, raiseEvent: none, getStatus: () => Promise.resolve(status) };
  return await durableWorkflows(client, '2.0').newerVersion(key.id);
}

/** How each version of the library says that an instance runs already. */
const running = {
  3: new Error('The operation failed with an unexpected status code: 409. Details: {"Message":"An Orchestration …"}'),
  4: Object.assign(new Error('An Orchestration instance with the ID ing_01 already exists.'), {
    name: 'OrchestrationAlreadyExistsError',
  }),
};

describe.each(['3', '4'] as const)('with version %s of the durable library', (version) => {
  test('starting an instance that runs changes nothing', async () => {
    await expect(refusedWith(running[version]).start('ingress', key.id, key)).resolves.toBeUndefined();
  });

  test('waking one that never was changes nothing', async () => {
    const none = new Error(`No instance with ID '${key.id}' found.`);
    await expect(refusedWith(none).wake(key.id)).resolves.toBeUndefined();
  });
});

test('an instance is told by which version it was begun, and says so where that is newer and it still runs', async () => {
  let told: unknown;
  const client = {
    startNew: async (_: string, options?: { input?: unknown }) => {
      told = options?.input;
      return key.id;
    },
    raiseEvent: async () => undefined,
    getStatus: async () => ({ input: told, runtimeStatus: 'Running' }),
  };
  await durableWorkflows(client, '10.0').start('ingress', key.id, key);
  expect(told).toMatchObject(key);
  expect(await durableWorkflows(client, '9.0').newerVersion(key.id)).toBe('10.0');
  expect(await durableWorkflows(client, '10.0').newerVersion(key.id)).toBeUndefined();
  expect(await durableWorkflows(client, '11.0').newerVersion(key.id)).toBeUndefined();
});

test.each([
  [{ input: key, runtimeStatus: 'Running' }, undefined],
  [{ input: null, runtimeStatus: 'Running' }, undefined],
  [{ input: { ...key, begunBy: '3.0' }, runtimeStatus: 'Completed' }, undefined],
  [{ input: { ...key, begunBy: '3.0' }, runtimeStatus: 'Failed' }, undefined],
  [{ input: { ...key, begunBy: '3.0' }, runtimeStatus: 'Pending' }, '3.0'],
])('of an instance that is %j version 2.0 says %s', async (status, said) => {
  expect(await newerVersion(status)).toBe(said);
});

test('any other error is told with the instance', async () => {
  const away = refusedWith(new Error('The operation failed with an unexpected status code: 503.'));
  await expect(away.start('ingress', key.id, key)).rejects.toThrow('Could not start the orchestration ing_01');
  await expect(away.wake(key.id)).rejects.toThrow('Could not wake the orchestration ing_01');
});
