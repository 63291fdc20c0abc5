import { resolve } from 'node:path';
import { ofProcess } from '../../src/cli/of-process.ts';
import { run } from '../../src/cli/run.ts';
import type { TestPeople } from '../../src/cli/surroundings.ts';

const clone = resolve(import.meta.dirname, '../..');

/** The stack is found in this folder, when it is not .local. */
const stateFolder = resolve(clone, process.env['SALLYPORT_STATE'] ?? '.local');

/** The people of the stack that npm start runs. What the laptop is made of is loaded only when one of them is meant. */
const people: TestPeople = {
  url: async () => (await import('./running-stack.ts')).findStack(stateFolder).baseUrl,
  tokenOf: async (person) => {
    const [{ trustStack }, { personToken }, { personNamed }] = await Promise.all([
      import('../stack/trust.ts'),
      import('../people/tokens.ts'),
      import('./arguments.ts'),
    ]);
    return await personToken(trustStack(stateFolder), personNamed(person).id, 'api');
  },
  drill: async (store, tell) => (await import('./drill.ts')).drill(store, tell),
};

/** The reading room is brought up to date each time, so that the rules are those of the clone: an old one would call clean what is not. */
async function inspector(): Promise<string> {
  const { buildWhatChanged } = await import('../../scripts/up-to-date.ts');
  await buildWhatChanged(['inspector']);
  return resolve(clone, 'dist/inspector/check.mjs');
}

/** What azd knows of its current environment says which project it is. */
async function deployment(project: string): Promise<readonly string[]> {
  const [{ azdSettings, installedCli }, { projectCommands }] = await Promise.all([
    import('../../scripts/deploy/cli.ts'),
    import('../../scripts/deploy/project-commands.ts'),
  ]);
  return projectCommands(await azdSettings(installedCli, process.env), project);
}

process.exitCode = await run(process.argv.slice(2), ofProcess(clone, people, { inspector, deployment }));
