import { expect, test } from 'vitest';
import { triggers } from '../../local/stack/triggers.ts';
import { findBicep } from '../../scripts/bicep.ts';
import { isMarker } from '../../src/domain/operation/blob-name.ts';
import { expanded, inBicep } from './many.ts';
import { rules } from './rules/all.ts';
import { at, listAt, type Resource } from './snapshot.ts';
import { worldOf } from './world.ts';

const compiler = findBicep();
const path = 'path' in compiler ? compiler.path : '';
if (path === '') console.log(`skipped: no bicep CLI (${'missing' in compiler ? compiler.missing : ''})`);

/** Each folder that one of these subscriptions tells of, and whether of its markers alone. */
const told = (subscriptions: readonly Resource[]) =>
  subscriptions.flatMap((one) =>
    listAt(one, 'properties.filter.advancedFilters').flatMap(({ values }) =>
      [values ?? []]
        .flat()
        .map((folder): [string, boolean] => [
          String(folder).split('/').at(-2) ?? '',
          isMarker(String(at(one, 'properties.filter.subjectEndsWith')).slice(1)),
        ]),
    ),
  );

test.skipIf(path === '')(
  'of sixty projects each is told once, by its markers where it asks for them and by every blob elsewhere',
  async () => {
    const projects = Array.from({ length: 60 }, (_, at) => ({
      id: `study-${at}`,
      marked: at % 2 === 0 ? ['ingress', 'exports'] : ['exports'],
    }));
    const text = `param environmentName = 'many'\nparam location = 'westeurope'\nparam projects = ${inBicep(projects)}\n`;
    const { predictedResources, diagnostics } = await expanded(path, 'events.bicep', text);
    expect(diagnostics).toEqual([]);
    expect(rules.eventFilters({ ...worldOf('events'), resources: predictedResources })).toEqual([]);
    const { ingress, export: exported } = triggers.uploads;
    const of = (name: string) => predictedResources.filter((one) => one.name.includes(`/${name}`));
    expect(of(ingress.function)).toHaveLength(4);
    expect(of(exported.function)).toHaveLength(3);
    const wanted = (door: string) => projects.map(({ id, marked }): [string, boolean] => [id, marked.includes(door)]);
    expect(new Map(told(of(ingress.function)))).toEqual(new Map(wanted('ingress')));
    expect(new Map(told(of(exported.function)))).toEqual(new Map(wanted('exports')));
  },
  300_000,
);
