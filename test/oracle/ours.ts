import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { startHeldChild } from './held/child.ts';
import { HeldTime } from './held/held-time.ts';
import { episodeReader, type HostSettings, type Side } from './side.ts';

/** The folder of the app that both sides run. */
export const appFolder = fileURLToPath(new URL('app', import.meta.url));

/** Starts the local host with the scenario app, in time that is held: what it does depends on no machine. */
export async function startOurs(settings: HostSettings = {}): Promise<Side> {
  const state = mkdtempSync(join(tmpdir(), 'oracle-ours-'));
  const journal = join(state, 'journal');
  const app = settings.defaultVersion === undefined ? appFolder : appOfVersion(state, settings.defaultVersion);
  const host = await startHeldChild(app, state, { journal, timers: settings.timers });
  return {
    name: 'ours',
    time: new HeldTime(host),
    durable: (path, init) => {
      const url = new URL(`/runtime/webhooks/durabletask/${path}`, host.url);
      url.searchParams.set('code', host.key);
      return fetch(url, init);
    },
    app: (path, init) => fetch(`${host.url}/api/${path}`, init),
    ownWords: [
      [host.url, '<origin>'],
      [host.key, '<key>'],
      [/http:\/\/127\.0\.0\.1:\d+/g, '<loopback>'],
    ],
    episodes: episodeReader(journal),
    log: () => host.log().slice(-2000),
    kill: async () => {
      await host.kill();
      rmSync(state, { recursive: true, force: true });
    },
  };
}

const hostJson = z.looseObject({ extensions: z.looseObject({ durableTask: z.looseObject({}) }) });

/** A folder with the same app, whose host.json names a version. */
function appOfVersion(state: string, defaultVersion: string): string {
  const folder = join(state, 'app');
  const host = hostJson.parse(JSON.parse(readFileSync(join(appFolder, 'host.json'), 'utf8')));
  const durableTask = { ...host.extensions.durableTask, defaultVersion };
  mkdirSync(folder);
  const write = (file: string, content: unknown) => writeFileSync(join(folder, file), JSON.stringify(content));
  write('host.json', { ...host, extensions: { ...host.extensions, durableTask } });
  write('package.json', { type: 'module', main: 'main.mjs' });
  writeFileSync(
    join(folder, 'main.mjs'),
    `import ${JSON.stringify(pathToFileURL(join(appFolder, 'main.ts')).href)};\n`,
  );
  return folder;
}
