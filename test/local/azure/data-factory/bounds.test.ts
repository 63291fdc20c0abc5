import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../../local/azure/data-factory/definitions/load.ts';
import { definitionsFolder, type RunningFactory, startTestFactory } from './running-factory.ts';

let lab: RunningFactory;
beforeAll(async () => {
  lab = await startTestFactory();
});
afterAll(() => lab.stop());

/** Every pipeline that deletes, by the files that are deployed. */
const deletes = [...loadDefinitions(definitionsFolder, ['managed-network']).pipelines].flatMap(
  ([name, { properties }]) =>
    properties.activities.some(({ type }) => type === 'Delete')
      ? [{ name, parameters: Object.keys(properties.parameters) }]
      : [],
);

/** What each parameter may be. */
const good: Readonly<Record<string, string>> = {
  operationId: 'op_1',
  folder: 'study/none',
  fileName: 'a.csv',
  endTime: '2026-01-01T00:00:00Z',
};

/** Whether the run was refused before anything was deleted. */
async function isRefused(pipeline: string, change: Readonly<Record<string, string>>): Promise<boolean> {
  const { runId = '', status } = await lab.ended(await lab.run(pipeline, { ...good, ...change }));
  const ran = async (name: string) => await lab.activity(runId, name).catch(() => undefined);
  const [unbounded, deleted] = await Promise.all([ran('Unbounded'), ran('DeleteFiles')]);
  return status === 'Failed' && unbounded?.['error'] !== undefined && deleted === undefined;
}

describe('a pipeline that deletes', () => {
  test('is one of at least eight', () => {
    expect(deletes.length).toBeGreaterThanOrEqual(8);
  });

  test.each(deletes)(
    '$name takes a wildcard in no parameter, but for the file name * alone',
    async ({ name, parameters }) => {
      const patterns = ['*', '?', '^'].flatMap((sign) => [`${sign}`, `a${sign}`, `${sign}a`, `a${sign}b`]);
      const asked = parameters.flatMap((parameter) =>
        patterns
          .map((pattern) => (parameter === 'folder' ? `study/${pattern}` : pattern))
          .filter((text) => parameter !== 'fileName' || text !== '*')
          .map((text) => ({ [parameter]: text })),
      );
      const refused = await Promise.all(asked.map(async (change) => ({ change, is: await isRefused(name, change) })));
      expect(refused.filter(({ is }) => !is).map(({ change }) => change)).toEqual([]);
    },
  );

  test.each(deletes)('$name takes a whole folder, and one file', async ({ name }) => {
    expect(await Promise.all([isRefused(name, { fileName: '*' }), isRefused(name, {})])).toEqual([false, false]);
  });
});
