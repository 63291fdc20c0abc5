import { fileURLToPath } from 'node:url';
import { ChildHost } from '../host/child-host.ts';
import { readEpisodes, type ScaledTimers, type Side } from './side.ts';

/** The folder of the app that both sides run. */
export const appFolder = fileURLToPath(new URL('app', import.meta.url));

/** Starts the local host with the scenario app. */
export async function startOurs(timers?: ScaledTimers): Promise<Side> {
  const host = await new ChildHost({ app: appFolder, ...(timers ? { knobs: timers } : {}) }).start();
  return {
    name: 'ours',
    durable: (path, init) => host.durable(path, init),
    app: (path, init) => host.fetch(`/api/${path}`, init),
    ownWords: [
      [host.url, '<origin>'],
      [host.keys().systemKeys.durabletask_extension, '<key>'],
      [/http:\/\/127\.0\.0\.1:\d+/g, '<loopback>'],
    ],
    episodes: () => readEpisodes(host.journal),
    log: () => host.errors().slice(-2000),
    kill: () => host.dispose(),
  };
}
