import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startHeldChild } from './held/child.ts';
import { HeldTime } from './held/held-time.ts';
import { episodeReader, type ScaledTimers, type Side } from './side.ts';

/** The folder of the app that both sides run. */
export const appFolder = fileURLToPath(new URL('app', import.meta.url));

/** Starts the local host with the scenario app, in time that is held: what it does depends on no machine. */
export async function startOurs(timers?: ScaledTimers): Promise<Side> {
  const state = mkdtempSync(join(tmpdir(), 'oracle-ours-'));
  const journal = join(state, 'journal');
  const host = await startHeldChild(appFolder, state, { journal, timers });
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
