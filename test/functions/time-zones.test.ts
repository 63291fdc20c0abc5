import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { anEvent } from '../contract/samples.ts';
import { type Place, placesWithForms } from './places-with-forms.ts';
import { aProject, aReview, opened, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let places: readonly Place[];
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const seeded = await placesWithForms(app);
  const { operation, links } = await aReview(app);
  const review = { person: 'ada', path: links.ada };
  places = [...seeded, review, { person: 'rui', path: `/api/mine/exports/${operation.project}/${operation.id}` }];
  const since = app.ports.clock.now().toISOString();
  await opened(app, { door: 'export', name: 'left', state: 'released', since });
  await app.ports.audit.append('heart-study', [anEvent('one', { project: 'heart-study', at: since })]);
  const zone = 'Asia/Kathmandu';
  for (const project of await storedProjects())
    await aProject(app, { ...project, calendar: { ...project.calendar, timeZone: zone } });
  await aMachine(zone);
});
afterAll(() => app.stop());

async function storedProjects() {
  return (await Array.fromAsync(app.ports.projects.list())).flatMap((one) => ('problems' in one ? [] : one.value));
}

/** A project whose machine was looked at. */
async function aMachine(timeZone: string): Promise<void> {
  const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'ubuntu', power: { mode: 'manual' } };
  await aProject(app, {
    id: 'machine-study',
    compute: computeDefinition.parse({ timeZone, virtualMachines: [machine] }),
  });
}

/** Moments that are no part of a project: when the page was made, or somebody looked at all of them. */
const ofPage = /(?:As of|as of|Looked at) \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g;
const bareUtc = /(?<!\()\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC/g;

/** Every page of one address that shows something of projects, whoever opens it. Doctor and verification are about the system. */
const lists = Object.values<Description>(api).flatMap(({ kind, methods, path, access }) => {
  const isList = kind === 'page' && methods.includes('GET') && !/\{|sign-in|help|doctor|verify|satre|^$/.test(path);
  return isList ? [{ person: access === 'Ops.Reader' ? 'otto' : 'rui', path: `/api/${path}` }] : [];
});

async function saidAt({ person, path }: Place): Promise<number> {
  const { html } = (await signInAs(app, person, path)).page;
  expect(html.replaceAll(ofPage, '').match(bareUtc), path).toBeNull();
  return html.match(/GMT\+5:45 \(/g)?.length ?? 0;
}

describe('a moment of a project', () => {
  it('is said in the time zone of the project, and UTC in brackets behind it, on pages of one project', async () => {
    let said = 0;
    for (const place of places) said += await saidAt(place);
    expect(said).toBeGreaterThan(places.length);
  });

  it('is said so on pages of many projects too', async () => {
    expect(lists.map(({ path }) => path)).toContain('/api/ops/desk/releases');
    const said = new Map<string, number>();
    for (const { person, path } of lists) {
      const asked = path.endsWith('/search') ? `${path}?text=cohort` : path;
      said.set(path, await saidAt({ person, path: asked }));
    }
    for (const path of ['', '/desk/search', '/desk/audit', '/desk/holds', '/desk/releases', '/desk/compute'])
      expect(said.get(`/api/ops${path}`), path).toBeGreaterThan(0);
  });
});
