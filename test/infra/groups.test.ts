import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { peopleOf } from './rules/grants.ts';
import { readSnapshot, wholeEnvironments } from './snapshot.ts';
import { worldOf } from './world.ts';

const infra = new URL('../../infra/', import.meta.url);
const roleOf: Readonly<Record<string, string>> = { externalReaders: 'external-readers' };

/** The groups that a parameter file names, as `{identity} of {project}` and object id. */
function groupsIn(parameters: string): [string, string][] {
  const found: [string, string][] = [];
  let project = '';
  for (const [, key = '', value = ''] of parameters.matchAll(/^ {4}(\w+): '([^']+)'$/gm)) {
    if (key === 'id') project = value;
    else if (/^[0-9a-f-]{36}$/.test(value)) found.push([`${roleOf[key] ?? key} of ${project}`, value]);
  }
  return found;
}

test.each(wholeEnvironments)('every group of %s has its roles, and nobody else has them', (name) => {
  const file = readFileSync(new URL(`environments/${name}.bicepparam`, infra), 'utf8');
  const asked = groupsIn(file);
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect([...peopleOf(worldOf(name)).groups].sort()).toEqual(asked.sort());
});

const handedOver = z.record(z.string(), z.record(z.string(), z.guid()));

test.each(wholeEnvironments)('the app is told of the same groups of %s, and that they count', (name) => {
  const file = readFileSync(new URL(`environments/${name}.bicepparam`, infra), 'utf8');
  const settings = readSnapshot(name).predictedResources.find(({ id }) => id.endsWith('/config/appsettings'));
  expect(settings?.properties['GROUPS_CLAIM']).toBe('on');
  const projects = handedOver.parse(JSON.parse(String(settings?.properties['PROJECT_GROUPS'])));
  const told = Object.entries(projects).flatMap(([project, groups]) =>
    Object.entries(groups).map(([key, group]) => [`${roleOf[key] ?? key} of ${project}`, group]),
  );
  expect(told.sort()).toEqual(groupsIn(file).sort());
});
