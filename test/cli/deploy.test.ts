import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { quietSurroundings } from './surroundings.ts';

test('the commands that deploy a project are printed for a shell, and nothing is done', async () => {
  const deployment = async (project: string) => [
    '# By whoever may',
    `az deployment sub create --name project-${project}`,
  ];
  const { surroundings, written } = quietSurroundings({ deployment });
  expect(await run(['projects', 'deploy', 'heart-study'], surroundings)).toBe(0);
  expect(written()).toEqual({
    out: '# By whoever may\naz deployment sub create --name project-heart-study\n',
    err: '',
  });
});

test('what stands in the way is told in a sentence', async () => {
  const { surroundings, written } = quietSurroundings();
  expect(await run(['projects', 'deploy', 'heart-study'], surroundings)).toBe(1);
  expect(written()).toEqual({ out: '', err: 'azd is not installed.\n' });
});
