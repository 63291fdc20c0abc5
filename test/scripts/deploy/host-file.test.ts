import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packedHost, schedulerState, usualHost } from '../../../scripts/deploy/host-file.ts';
import { readSnapshot } from '../../infra/snapshot.ts';

const usual = readFileSync('host.json', 'utf8');
const scheduler = { DURABLE_TASK_SCHEDULER: 'True' };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-host-'));
  copyFileSync('host.json', join(folder, 'host.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const root = () => pathToFileURL(`${folder}/`);
const packed = () => readFileSync(join(folder, 'host.json'), 'utf8');

test('the package of an environment with the scheduler names it, and says all else as the clone does', () => {
  packedHost(root(), scheduler);
  const { extensions, ...rest } = JSON.parse(packed());
  const { hubName, storageProvider, ...durable } = extensions.durableTask;
  expect({ hubName, storageProvider }).toEqual(schedulerState);
  const before = JSON.parse(usual);
  const { hubName: _hub, storageProvider: _provider, ...others } = before.extensions.durableTask;
  expect(durable).toEqual(others);
  expect({ ...extensions, durableTask: undefined }).toEqual({ ...before.extensions, durableTask: undefined });
  expect({ ...rest, extensions: undefined }).toEqual({ ...before, extensions: undefined });
});

test('what it names is what the templates make and set', () => {
  const { predictedResources } = readSnapshot('everything');
  const hubs = predictedResources.filter(({ type }) => type === 'Microsoft.DurableTask/schedulers/taskHubs');
  expect(hubs.map(({ name }) => name.split('/').at(-1))).toEqual([schedulerState.hubName]);
  const settings = predictedResources.flatMap(({ properties }) => Object.keys(properties));
  expect(settings).toContain(schedulerState.storageProvider.connectionStringName);
  expect(settings.filter((name) => name.startsWith('AzureFunctionsJobHost__'))).toEqual([]);
});

test('afterwards the clone is as it was, to the letter, and so it is after a package that broke off', () => {
  packedHost(root(), scheduler);
  usualHost(root());
  expect(packed()).toBe(usual);
  packedHost(root(), scheduler);
  packedHost(root(), scheduler);
  usualHost(root());
  expect(packed()).toBe(usual);
  packedHost(root(), scheduler);
  packedHost(root(), {});
  expect(packed()).toBe(usual);
});

test('without the scheduler nothing is touched', () => {
  packedHost(root(), { DURABLE_TASK_SCHEDULER: 'false' });
  expect(packed()).toBe(usual);
});
