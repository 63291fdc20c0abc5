/** What an episode of 1,000 events costs the local host, both replays together, as times of JSON.parse of the same history. */
import { resolve } from 'node:path';
import { systemClock } from '../../../local/host/clock.ts';
import { replyFromResponse } from '../../../local/host/durable/orchestrator-reply.ts';
import { orchestratorRequest } from '../../../local/host/durable/orchestrator-request.ts';
import { simulate } from '../../../local/host/durable/simulator.ts';
import { createInvoker, type Invoke } from '../../../local/host/invocation.ts';
import { startWorker } from '../../../local/host/worker.ts';
import { chainHistory } from '../chain-history.ts';
import { medians } from '../clock.ts';
import type { Measured } from '../figure.ts';

const day = 86_400_000;
const limits = { maximumTimer: 6 * day, longTimerInterval: 3 * day };
const appFolder = resolve(import.meta.dirname, '../../host/app');

/** Measures both in turns. */
export async function measure(): Promise<Measured> {
  const invoke = await loadChain();
  const { past, fresh, instance } = chainHistory(1000);
  const texts = past.map((event) => JSON.stringify(event));
  const request = orchestratorRequest(instance, texts, fresh, limits);
  const history = [...past, ...fresh];
  const episode = async () => {
    const reply = replyFromResponse(await invoke(orchestratorRequest(instance, texts, fresh, limits)));
    const { name, executionId } = instance;
    const known = () => true;
    const replay = { name, executionId, history, reply, limits, knowsActivity: known, knowsOrchestrator: known };
    if (simulate(replay).decisions.length !== 1) throw new Error('The replay asks for no new activity.');
  };
  const [parse = 0, replay = 0] = await medians([() => void JSON.parse(request), episode]);
  return { value: replay / parse, unit: 'times' };
}

async function loadChain(): Promise<(request: string) => ReturnType<Invoke>> {
  const log = () => undefined;
  Object.assign(process.env, { RARELY: '0 0 5 1 * *' });
  const { registry, appHookData, functions } = await startWorker(appFolder, log);
  const fn = functions.get('chain');
  if (!fn) throw new Error(`The app in ${appFolder} has no orchestrator 'chain'.`);
  const clock = systemClock();
  const { invoke } = createInvoker({ registry, appHookData, clock, log, timeout: day, durableClientInput: () => '' });
  return (request) => invoke(fn, { string: request });
}
