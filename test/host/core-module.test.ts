import { expect, test } from 'vitest';
import { createCoreModule } from '../../local/host/core-module.ts';

const trigger = { type: 'timerTrigger', direction: 'in', schedule: '0 0 0 * * *' };
const setUp = () => createCoreModule(() => undefined);

test('has every member that @azure/functions 4.16 calls', () => {
  const { core } = setUp();
  expect(Object.keys(core)).toEqual(
    expect.arrayContaining([
      'setProgrammingModel',
      'getProgrammingModel',
      'registerFunction',
      'registerHook',
      'log',
      'version',
      'hostVersion',
      'Disposable',
    ]),
  );
});

test('a function that comes after startup or has a taken name is refused as a system error', () => {
  const { core, registry } = setUp();
  core.registerFunction({ name: 'a', bindings: { trigger } }, () => undefined);
  expect(() => core.registerFunction({ name: 'a', bindings: { trigger } }, () => undefined)).toThrow(
    "'a' is already registered",
  );
  registry.locked = true;
  expect(() => core.registerFunction({ name: 'b', bindings: { trigger } }, () => undefined)).toThrow(
    'during app startup',
  );
});

test('an unknown hook is a RangeError that is marked as a system error', () => {
  const { core } = setUp();
  let thrown: unknown;
  try {
    core.registerHook('tomorrow', () => undefined);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RangeError);
  expect(thrown).toMatchObject({ isAzureFunctionsSystemError: true });
});

test('a hook that is disposed of is not called again', () => {
  const { core, registry } = setUp();
  core.registerHook('appStart', () => undefined).dispose();
  expect(registry.hooks.appStart).toEqual([]);
});
