import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { triggers } from '../../local/stack/triggers.ts';
import { roomSettingNames } from '../../src/inspector/config.ts';
import { rules } from './rules/all.ts';
import { ofType } from './rules/rule.ts';
import { rightReferences } from './rules/wiring.ts';
import { environments, type Resource, readSnapshot, wholeEnvironments } from './snapshot.ts';
import { worldOf } from './world.ts';

const infra = new URL('../../infra/', import.meta.url);

test('each parameter file has a snapshot, and at least four ways to deploy are looked at', () => {
  const parameters = readdirSync(new URL('environments/', infra)).filter((file) => file.endsWith('.bicepparam'));
  expect(parameters.map((file) => file.replace('.bicepparam', '')).sort()).toEqual([...environments, 'project'].sort());
  expect(wholeEnvironments.length).toBeGreaterThanOrEqual(4);
});

describe.each(wholeEnvironments)('the environment %s', (name) => {
  const world = worldOf(name);

  test('was expanded completely', () => {
    expect(readSnapshot(name).diagnostics).toEqual([]);
    expect(world.resources.length).toBeGreaterThan(200);
  });

  test.each(Object.entries(rules))('%s', (_name, rule) => {
    expect(rule(world)).toEqual([]);
  });
});

/** Rules that look for single things which only an environment has; on a hub with one they look at both. */
const ofEnvironments = [
  'keptLongEnough',
  'policiesAssigned',
  'uploadsFromInside',
  'borderedFactory',
  'sentinelWatches',
  'excusedReaders',
  'alertsReachPeople',
  'rolesAsMatrix',
  'connectionsHaveRoles',
  'excusedReads',
  'versioning',
  'factoryDefinitions',
] as const satisfies readonly (keyof typeof rules)[];

test.each(Object.entries(rules).filter(([name]) => !ofEnvironments.some((one) => one === name)))(
  'a hub without an environment: %s',
  (_name, rule) => {
    expect(rule(worldOf('hub'))).toEqual([]);
  },
);

test('whatever a rule does not look for in a hub alone, it finds in a hub with an environment', () => {
  const alone = new Set(worldOf('hub').resources.map(({ id }) => id));
  for (const name of ['spoke-one', 'spoke-two']) {
    const ids = new Set(worldOf(name).resources.map(({ id }) => id));
    expect([...alone].filter((id) => !ids.has(id))).toEqual([]);
  }
  expect(ofEnvironments.filter((name) => rules[name](worldOf('hub')).length === 0)).toEqual([]);
});

test.each(environments)('%s has nothing that it says it leaves out', (name) => {
  const world = worldOf(name);
  expect(world.leftOut.filter((type) => ofType(world, type).length > 0)).toEqual([]);
});

test.each(Object.entries(rules))('%s does not pass over nothing', (_name, rule) => {
  expect(rule({ ...worldOf('everything'), resources: [], leftOut: [] })).not.toEqual([]);
});

test('an environment in a second region needs no zones and shares with the first only what a subscription has once', () => {
  const { predictedResources: second } = readSnapshot('second-region');
  const first = new Set(readSnapshot('default').predictedResources.map(({ id }) => id));
  const once = [/\/Microsoft.Security\//, /\/diagnosticSettings\/sallyport-activity$/];
  const shared = second
    .filter(
      ({ id, properties }) =>
        first.has(id) && properties['description'] !== 'Azure Virtual Desktop starts and stops session hosts',
    )
    .map(({ id }) => id);
  expect(shared.filter((id) => !once.some((kind) => kind.test(id)))).toEqual([]);
  const zonal = second.filter(
    ({ zones, properties }) => (zones ?? []).length > 0 || /"zoneRedundant":true|_ZRS/.test(JSON.stringify(properties)),
  );
  expect(zonal.map(({ name }) => name)).toEqual([]);
});

test('what one project needs, deployed by itself, is what the whole environment gives to its groups', () => {
  const { predictedResources, diagnostics } = readSnapshot('project');
  expect(diagnostics).toEqual([]);
  const groups = new Set(predictedResources.map(({ properties }) => properties['principalId']));
  const ofGroups = worldOf('everything').resources.filter(({ properties }) => groups.has(properties['principalId']));
  const byId = (resources: readonly Resource[]) => resources.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  expect(groups.size).toBe(2);
  expect(byId(predictedResources)).toEqual(byId(ofGroups));
});

test('the subscriptions for blobs are as the triggers expect them', () => {
  const world = worldOf('events');
  const uploads = Object.values(triggers.uploads);
  const names = world.resources.map(({ name }) => name.split('/').at(-1));
  const ofMarkers = `${triggers.uploads.ingress.function}-2`;
  expect(names.sort()).toEqual([...uploads.map((upload) => upload.function), ofMarkers].sort());
  expect(rules.eventFilters(world)).toEqual([]);
  expect(rightReferences(world)).toEqual([]);
  expect(rules.noSecrets(world)).toEqual([]);
});

test('the app gets the settings of the sample and nothing else but telemetry', () => {
  const sample = z
    .object({ Values: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(new URL('../local.settings.sample.json', infra), 'utf8')));
  const [settings] = ofType(worldOf('default'), 'Microsoft.Web/sites/config').filter(({ name }) =>
    name.endsWith('/appsettings'),
  );
  const telemetry = ['APPLICATIONINSIGHTS_CONNECTION_STRING', 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'];
  // Flex Consumption refuses this one: the runtime is part of the app's configuration.
  const { FUNCTIONS_WORKER_RUNTIME: _runtime, ...expected } = sample.Values;
  expect(Object.keys(settings?.properties ?? {}).sort()).toEqual([...Object.keys(expected), ...telemetry].sort());
});

test('the reading room gets the settings that it reads, and nothing else but telemetry and its own storage', () => {
  const [settings, ...others] = ofType(worldOf('everything'), 'Microsoft.Web/sites/config').filter(
    ({ name, properties }) =>
      name.endsWith('/appsettings') && properties !== undefined && 'INSPECT_SCHEDULE' in properties,
  );
  expect(others).toEqual([]);
  const ofHost = new RegExp(`^(AzureWebJobsStorage__|APPLICATIONINSIGHTS_|${triggers.readingRoom.wake.connection}__)`);
  const given = Object.keys(settings?.properties ?? {}).filter((name) => !ofHost.test(name));
  expect(given.sort()).toEqual(roomSettingNames.toSorted());
});

test.each(wholeEnvironments)('no output of %s gives a key away', (name) => {
  expect(JSON.stringify(readSnapshot(name).outputs ?? {})).not.toMatch(/list[A-Z]\w*\(|password|[?&]sig=/i);
});
