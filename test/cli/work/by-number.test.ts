import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { run } from '../../../src/cli/run.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import { type ActName, acts } from '../../../src/domain/lifecycle/acts.ts';
import { aProject, opened, type RunningApp, startApp } from '../../functions/running-app.ts';
import { seedShape, shapes } from '../../functions/shapes.ts';
import { quietSurroundings } from '../surroundings.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const { people } = await aProject(app);
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  const researchers = [...people.researchers, { name, email, oid }];
  await aProject(app, { id: 'own-study', people: { ...people, researchers } });
});
afterAll(() => app.stop());
afterEach(() => vi.restoreAllMocks());

async function type(words: readonly string[]) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('otto') };
  const { surroundings, written } = quietSurroundings({ environment, now: () => new Date() });
  return { code: await run([...words, '--reason', 'It was agreed', '--yes'], surroundings), ...written() };
}

const numberOf = (id: string) => id.slice(-6);
const more: Partial<Record<ActName, readonly string[]>> = {
  takeBack: ['--to', 'revoked'],
  extend: ['--business-days', '10'],
};
/** No package of these shapes lacks evidence or waits for a limit, so nobody may let one go on. */
const possible = acts.filter(({ name }) => name !== 'withoutEvidence' && name !== 'passLimit');

describe('an act by a short number', () => {
  test.each(possible.flatMap(({ name, path, doors }) => doors.map((door) => [name, door, path] as const)))(
    '%s at the %s door repeats project and name',
    async (act: ActName, door: Door, path) => {
      const done: string[] = [];
      for (const shape of shapes.filter((one) => one.door === door)) {
        const { id, name, project } = await seedShape(app, shape);
        const { code, out } = await type([path, numberOf(id), ...(more[act] ?? [])]);
        if (code !== 0) continue;
        done.push(out);
        expect(out).toContain(name);
        expect(out).toContain(project);
      }
      expect(done).not.toEqual([]);
    },
  );

  test.each(acts.map(({ path, name }) => [path, name] as const))(
    '%s gives one answer, after the same requests, for what is unknown, ambiguous or forbidden',
    async (path, act) => {
      const failed = {
        state: 'failed',
        failure: { state: 'copying', message: '', publicMessage: '', at: '2030-01-01' },
      };
      const hidden = await opened(app, {
        id: app.ports.random.operationId('ingress'),
        project: 'own-study',
        ...failed,
      });
      const [one, other] = [app.ports.random.operationId('ingress'), app.ports.random.operationId('ingress')];
      await opened(app, { id: one, name: `one-${act}`, ...failed });
      await opened(app, { id: `${other.slice(0, -6)}${numberOf(one)}`, name: `other-${act}`, ...failed });
      const answerTo = async (number: string) => {
        const asked = vi.spyOn(globalThis, 'fetch');
        const { code, out, err } = await type([path, number, ...(more[act] ?? [])]);
        const requests = asked.mock.calls.map(([url]) => new URL(String(url)).pathname);
        asked.mockRestore();
        return { code, out, err: err.replaceAll(number, '…'), requests: requests.toSorted() };
      };
      const answers = [await answerTo('ZZZZZZ'), await answerTo(numberOf(one)), await answerTo(numberOf(hidden.id))];
      expect(answers[0]).toMatchObject({ code: 1, out: '', requests: ['/api/ops/datasets', '/api/ops/exports'] });
      expect(answers).toEqual(answers.map(() => answers[0]));
    },
  );
});

test.each(['--project heart-study --text nobody-has-this', '--text nobody-has-this', '--door export --days 30'])(
  'status %s says of nothing only that nothing fits',
  async (filters) => {
    const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('rita') };
    const { surroundings, written } = quietSurroundings({ environment, now: () => new Date('2020-01-01T00:00:00Z') });
    expect(await run(['status', ...filters.split(' ')], surroundings)).toBe(0);
    expect(written().out).toBe('Nothing fits.\n');
  },
);
