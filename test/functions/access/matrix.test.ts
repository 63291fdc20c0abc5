import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import type { Description } from '../../../src/api/description.ts';
import { api } from '../../../src/app/api.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import { BrokenDefinition, Forbidden, Refused } from '../../../src/domain/base/errors.ts';
import { readForm } from '../../../src/web/body.ts';
import { requireRole } from '../../../src/web/caller.ts';
import { createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import type { Route } from '../../../src/web/handler.ts';
import { partOf } from '../../shares.ts';
import { aReview, type RunningApp, startApp } from '../running-app.ts';
import { seedShape, shapes } from '../shapes.ts';
import { Matrix, type Place, projectOfAll } from './matrix.ts';

let app: RunningApp;
let matrix: Matrix;
/** An operation at each door, by what addresses name. */
let usual: Readonly<Record<Door, Place>>;

beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  matrix = new Matrix(app);
  const { operation, links } = await aReview(app);
  await projectOfAll(app);
  const dataset = await seedShape(app, { door: 'ingress', row: { state: 'checking' } });
  const of = {
    ...{ project: 'heart-study', held: 'heart-study', hash: '0'.repeat(64), name: 'release', act: 'withdraw' },
    oid: findPerson(app.azure.directory, 'ada').oid,
    handle: links.ada.split('/').at(-1) ?? '',
  };
  usual = { ingress: { ...of, id: dataset.id }, export: { ...of, id: operation.id } };
});
afterAll(() => app.stop());
afterEach(() => {
  vi.restoreAllMocks();
});

const nowhere = { project: 'no-such-study', held: 'no-such-study', handle: 'none' };
const described: readonly (readonly [string, Description])[] = Object.entries(api);
const names = described.map(([name]) => name);

function routeOf(name: string): Route {
  const route = app.served.routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}`);
  return route;
}

function placeOf(route: Route): Place {
  const place = usual[doorOf(route)];
  return route.path.includes('changes') ? { ...place, id: 'chg_none' } : place;
}

function doorOf({ path }: Pick<Route, 'path'>): Door {
  return path.includes('datasets') ? 'ingress' : 'export';
}

/** The definition of the project breaks rules that came later, until the test ends. */
function breakDefinition(): void {
  const problems = [{ rule: 'unknown', path: 'colour', value: 'red', message: 'is not known' }];
  const broken = { id: 'heart-study', etag: '"1"', hash: '', problems, raw: '{}', since: '', before: [] };
  vi.spyOn(app.ports.projects, 'get').mockRejectedValue(new BrokenDefinition('heart-study', problems));
  vi.spyOn(app.ports.projects, 'find').mockResolvedValue(broken);
  vi.spyOn(app.ports.projects, 'list').mockImplementation(async function* () {
    yield broken;
  });
}

/** Refuses every token: whoever asks in the tests of newcomers is nobody. */
const noTokens = { verify: async () => ({ ok: false as const, reason: 'not here' }) };

/** What strangers are told there, and always have to be. Whoever has the link of a mail knows that there is a review. */
async function strangersAt(route: Route, place: Place): Promise<unknown> {
  return route.path.includes('{handle}') ? expect.anything() : (await matrix.answersOf(route, place)).strangers;
}

describe('every route, asked by everybody', () => {
  test.each(names)('%s answers as it is described, and looks at nothing that a stranger sends', async (name) => {
    const route = routeOf(name);
    expect(await matrix.faultsOf(route, placeOf(route))).toEqual([]);
  });

  test.each(partOf(names, 3))('%s tells no stranger whether there is what the address names', async (name) => {
    const route = routeOf(name);
    const place = placeOf(route);
    const strangers = await strangersAt(route, place);
    expect(await matrix.answersOf(route, { ...place, ...nowhere })).toEqual({ strangers, wrong: [] });
  });

  test.each(partOf(names, 3))('%s tells no stranger that a definition breaks rules', async (name) => {
    const route = routeOf(name);
    const place = placeOf(route);
    const strangers = await strangersAt(route, place);
    breakDefinition();
    expect(await matrix.answersOf(route, place)).toEqual({ strangers, wrong: [] });
  });
});

describe('every route that looks at an operation, in every state', () => {
  const ofOne = described.filter(([, { path, methods, params = {} }]) => {
    return methods[0] === 'GET' && 'id' in params && !path.includes('changes');
  });
  const cells = shapes.flatMap((shape) =>
    ofOne.filter(([, route]) => doorOf(route) === shape.door).map(([name]) => ({ ...shape, name })),
  );

  test.each(partOf(cells, 12))('$name of what is $title', async ({ name, door, row }) => {
    const route = routeOf(name);
    const { strangers } = await matrix.answersOf(route, placeOf(route));
    const { id } = await seedShape(app, { door, row });
    expect(await matrix.answersOf(route, { ...placeOf(route), id })).toEqual({ strangers, wrong: [] });
  });
});

describe('a newcomer among the routes', () => {
  const newcomer = (handler: Route['handler'], access: Route['access'] = 'Ops.Reader'): Route => {
    const { params } = routeOf('showPeople');
    const answers = { 200: { media: 'none', description: 'Nothing.' } } as const;
    const more = { kind: 'data', methods: ['POST'], group: 'system', summary: 'New.', answers } as const;
    return { ...more, name: 'newcomer', path: 'ops/new/{project}', access, ...(params && { params }), handler };
  };
  const check = () => ({ sealer: createCookieCipher(app.ports.secrets, app.ports.clock), tokens: noTokens });

  test('is found where it refuses by a code that it does not name', async () => {
    const route = newcomer(async () => {
      throw new Forbidden('not you');
    });
    expect(await matrix.faultsOf(route, placeOf(route))).toContainEqual(
      expect.stringContaining('newcomer answered 403'),
    );
  });

  test('is found where it looks at what a stranger sends', async () => {
    const route = newcomer(async (request) => {
      if ((await readForm(request)).size > 0) throw new Refused('not that');
      await requireRole(check(), request, 'Ops.Reader');
      return { status: 200, body: '' };
    });
    expect(await matrix.faultsOf(route, placeOf(route))).toContainEqual(
      expect.stringContaining('nobody: newcomer answers'),
    );
  });

  test('is found where it answers somebody whom its description refuses', async () => {
    const route = newcomer(async () => ({ status: 200, body: '' }));
    expect(await matrix.faultsOf(route, placeOf(route))).toContainEqual(
      expect.stringContaining('nobody: newcomer lets'),
    );
  });
});
