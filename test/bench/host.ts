import { resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../local/host/clock.ts';
import { newInstance } from '../../local/host/durable/episode.ts';
import { events, played, type WireEvent } from '../../local/host/durable/history.ts';
import { replyFromResponse } from '../../local/host/durable/orchestrator-reply.ts';
import { orchestratorRequest } from '../../local/host/durable/orchestrator-request.ts';
import { simulate } from '../../local/host/durable/simulator.ts';
import { createInvoker, type Invoke } from '../../local/host/invocation.ts';
import { startWorker } from '../../local/host/worker.ts';
import { ChildHost, until } from '../host/child-host.ts';
import { median, timed } from './clock.ts';

const day = 86_400_000;
const limits = { maximumTimer: 6 * day, longTimerInterval: 3 * day };
const appFolder = resolve(import.meta.dirname, '../host/app');
const memory = z.object({ rss: z.number() });

/** Prints the cost of a replay against JSON.parse of the same history, a long chain, and a crowd of waiting orchestrations. */
export async function benchHost(): Promise<void> {
  await benchCrowd(1000);
  const parsing = await benchReplay();
  await benchChain(250, parsing);
}

async function benchCrowd(count: number): Promise<void> {
  const host = await new ChildHost().start();
  try {
    const ids = Array.from({ length: count }, (_none, at) => `crowd-${at}`);
    const inState = async (state: string): Promise<true | undefined> => {
      const response = await host.durable(`instances/?top=${count}&runtimeStatus=${state}`);
      return z.array(z.unknown()).parse(await response.json()).length === count || undefined;
    };
    const megabytes = async () => Math.round(memory.parse(await (await host.fetch('/api/memory')).json()).rss / 1e6);
    const idle = await megabytes();
    await Promise.all(ids.map((id) => host.postJson(`orchestrators/wait/${id}`)));
    await until('all wait', () => inState('Running'));
    console.log(`${count} orchestrations wait for an event: ${await megabytes()} MB (${idle} MB without them)`);
    await host.kill();
    const emptied = await timed(async () => void (await host.start()));
    console.log(`restart after a kill, with all of them: ${emptied.toFixed(0)} ms`);
    const finishing = await timed(async () => {
      await Promise.all(ids.map((id) => host.postJson(`instances/${id}/raiseEvent/go`, { id })));
      await until('all have ended', () => inState('Completed'));
    });
    console.log(`one event for each, until all have ended: ${finishing.toFixed(0)} ms`);
  } finally {
    await host.dispose();
  }
}

/** The history of `chain` after as many activities as fit into `length` events: four for each, two more for the start. */
function chainHistory(length: number): { past: WireEvent[]; fresh: WireEvent[]; instance: ReturnType<typeof chain> } {
  const instance = chain(length);
  const past = [events.orchestratorStarted(0), played(instance.started), events.taskScheduled(0, 'echo', 0)];
  const tasks = Math.floor((length - 2) / 4);
  for (let id = 0; id < tasks - 1; id++) {
    past.push(events.orchestratorCompleted(0), events.orchestratorStarted(0));
    past.push(played(events.taskCompleted(id, `{"at":${id}}`, 0)), events.taskScheduled(id + 1, 'echo', 0));
  }
  past.push(events.orchestratorCompleted(0));
  const last = events.taskCompleted(tasks - 1, `{"at":${tasks - 1}}`, 0);
  return { past, fresh: [events.orchestratorStarted(0), last], instance };
}

function chain(length: number) {
  return newInstance({ id: 'bench', name: 'chain', input: `{"n":${length}}`, parent: null, generation: 0, now: 0 });
}

/** Returns how long JSON.parse takes for one event, in milliseconds. */
async function benchReplay(): Promise<number> {
  const invoke = await loadChain();
  let perEvent = 0;
  console.log('one episode, by length of the history: JSON.parse | both replays | ratio');
  for (const length of [10, 100, 1000, 10_000]) {
    const { past, fresh, instance } = chainHistory(length);
    const texts = past.map((event) => JSON.stringify(event));
    const request = orchestratorRequest(instance.instance, texts, fresh, limits);
    const parse = await median(() => void JSON.parse(request));
    const replay = await median(() => episode(invoke, { past, fresh, texts, instance: instance.instance }));
    perEvent = parse / length;
    const row = [`${parse.toFixed(3)} ms`, `${replay.toFixed(3)} ms`, `${(replay / parse).toFixed(1)} times`];
    console.log(`${String(length).padStart(8)} events: ${row.join(' | ')}`);
  }
  return perEvent;
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

interface Episode {
  past: WireEvent[];
  fresh: WireEvent[];
  texts: string[];
  instance: ReturnType<typeof chain>['instance'];
}

async function episode(invoke: (request: string) => ReturnType<Invoke>, parts: Episode): Promise<void> {
  const { past, fresh, texts, instance } = parts;
  const reply = replyFromResponse(await invoke(orchestratorRequest(instance, texts, fresh, limits)));
  const { name, executionId } = instance;
  const history = [...past, ...fresh];
  const known = () => true;
  const { decisions } = simulate({
    ...{ name, executionId, history, reply, limits },
    ...{ knowsActivity: known, knowsOrchestrator: known },
  });
  if (decisions.length !== 1) throw new Error(`The replay of ${history.length} events asks for no new activity.`);
}

async function benchChain(activities: number, parsing: number): Promise<void> {
  const host = await new ChildHost().start();
  try {
    const took = await timed(async () => {
      await host.postJson('orchestrators/chain/bench', { n: activities });
      await until(
        'the chain has ended',
        async () => (await host.durable('instances/bench')).status === 200 || undefined,
      );
    });
    const parsed = 2 * activities * activities * parsing;
    console.log(
      `chain of ${activities} activities: ${took.toFixed(0)} ms; JSON.parse alone of all its histories: ${parsed.toFixed(0)} ms`,
    );
  } finally {
    await host.dispose();
  }
}
