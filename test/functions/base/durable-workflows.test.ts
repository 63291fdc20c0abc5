import { describe, expect, test } from 'vitest';
import { durableWorkflows } from '../../../src/functions/base/durable-workflows.ts';

const key = { project: 'lungs', id: 'ing_01' };

/** The workflows behind a client that answers every call with this error. */
function refusedWith(error: Error) {
  const refuse = () => Promise.reject(error);
  return durableWorkflows({ startNew: refuse, raiseEvent: refuse });
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

test('any other error is told with the instance', async () => {
  const away = refusedWith(new Error('The operation failed with an unexpected status code: 503.'));
  await expect(away.start('ingress', key.id, key)).rejects.toThrow('Could not start the orchestration ing_01');
  await expect(away.wake(key.id)).rejects.toThrow('Could not wake the orchestration ing_01');
});
