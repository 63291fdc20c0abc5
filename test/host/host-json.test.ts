import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseHostJson } from '../../local/host/host-json.ts';
import { resolveExpression } from '../../local/host/settings.ts';

test('what is not given has the defaults of Azure', () => {
  expect(parseHostJson('{"version":"2.0"}', 'host.json')).toMatchObject({
    functionTimeout: 600_000,
    extensions: {
      http: { routePrefix: 'api' },
      blobs: { poisonBlobThreshold: 5 },
      durableTask: { hubName: 'TestHubName', storageProvider: { connectionStringName: 'Storage' } },
    },
  });
});

test('the host.json of this repository is accepted', () => {
  expect(() => parseHostJson(readFileSync('host.json', 'utf8'), 'host.json')).not.toThrow();
});

test('every problem stands in one message', () => {
  const text = JSON.stringify({
    version: '1.0',
    functionTimeout: 'long',
    extensions: { blobs: { poisonBlobThreshold: 0 } },
  });
  expect(() => parseHostJson(text, 'x/host.json')).toThrow(
    /x\/host\.json is wrong: .*version.*functionTimeout.*poisonBlobThreshold/,
  );
});

test('time spans with days and fractions are read', () => {
  expect(parseHostJson('{"version":"2.0","functionTimeout":"1.02:03:04.5"}', 'h').functionTimeout).toBe(93_784_500);
});

test('%NAME% is replaced by the setting, and an unknown one is named', () => {
  expect(resolveExpression('%A%/x/%B%', { A: '1', B: '2' }, 'here')).toBe('1/x/2');
  expect(() => resolveExpression('%C%', {}, 'The path')).toThrow("The path: '%C%' does not resolve");
});

const durableTask = (part: object) => JSON.stringify({ version: '2.0', extensions: { durableTask: part } });

test('the task hub may be named by a setting, which is then held to the same rule', () => {
  const named = durableTask({ hubName: '%TASK_HUB%' });
  const { extensions } = parseHostJson(named, 'host.json', { TASK_HUB: 'HubOfTests' });
  expect(extensions.durableTask.hubName).toBe('HubOfTests');
  expect(() => parseHostJson(named, 'host.json', { TASK_HUB: 'my-hub' })).toThrow("hubName 'my-hub' must be 3 to 45");
  expect(() => parseHostJson(named, 'x/host.json', {})).toThrow(
    "hubName in x/host.json: '%TASK_HUB%' does not resolve, add the setting TASK_HUB.",
  );
});

test.each(['mssql', 'netherite', 'azureManaged'])('the storage provider %s is refused by name', (type) => {
  expect(() => parseHostJson(durableTask({ storageProvider: { type } }), 'host.json')).toThrow(
    `extensions.durableTask.storageProvider.type is '${type}': this host runs no storage provider but AzureStorage`,
  );
});

test.each([
  ['versionMatchStrategy', 'Strict'],
  ['versionFailureStrategy', 'Fail'],
])('%s is refused unless it is the default of Azure', (name, value) => {
  expect(() => parseHostJson(durableTask({ [name]: value }), 'host.json')).toThrow(
    `extensions.durableTask.${name} is '${value}': `,
  );
});

test('the storage provider of Azure Storage may be named in any case', () => {
  expect(() => parseHostJson(durableTask({ storageProvider: { type: 'azurestorage' } }), 'host.json')).not.toThrow();
});

test('extended sessions are refused by name, and may be turned off', () => {
  expect(() => parseHostJson(durableTask({ extendedSessionsEnabled: true }), 'host.json')).toThrow(
    'extensions.durableTask.extendedSessionsEnabled is true',
  );
  expect(() => parseHostJson(durableTask({ extendedSessionsEnabled: false }), 'host.json')).not.toThrow();
});
