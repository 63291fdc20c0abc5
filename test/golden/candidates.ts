import { z } from 'zod';
import { wireEvent } from '../../local/host/durable/history.ts';
import { finish, interruptAtWorst, plays } from '../orchestrators/plays.ts';
import type { Episode, TestHub } from '../orchestrators/task-hub.ts';
import { libraryTold } from '../simulation/library-orchestrations.ts';
import { simulate } from '../simulation/simulate.ts';
import type { Generation } from './golden.ts';
import { rareWays } from './rare-ways.ts';
import { askedIn } from './replay.ts';
import { shortened } from './short-history.ts';

const request = z.object({ instanceId: z.string(), history: z.array(wireEvent) });

/** A generation with what it asked for. */
export type Candidate = Omit<Generation, 'asked'> & { readonly asked: readonly string[] };

/** The generations of seeded schedules, which are played through the durable library with all that can go wrong. */
export async function ofSchedules(seeds: readonly number[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const seed of seeds) {
    const hubs: TestHub[] = [];
    await simulate(seed, { make: libraryTold((hub) => hubs.push(hub)) });
    for (const hub of hubs) found.push(...generationsIn(hub.episodes));
  }
  return found;
}

/** The generations of scripted ways through each flow: those that take long, with and without services that go away, and rare ones. */
export async function ofPlays(): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const play of Object.values(plays)) {
    const hub = await finish(play);
    const interrupted = await interruptAtWorst(play, hub);
    found.push(...generationsIn(hub.episodes), ...generationsIn(interrupted.episodes));
  }
  for (const play of rareWays) found.push(...generationsIn((await finish(play)).episodes));
  return found;
}

/** The last episode of each generation was given all of its history. */
function generationsIn(episodes: readonly Episode[]): Candidate[] {
  const last = new Map<string, Candidate>();
  for (const { name, request: text, answer } of episodes) {
    const { instanceId, history } = request.parse(JSON.parse(text));
    const started = history.find((event) => event.EventType === 0);
    if (started?.EventType !== 0) throw new Error(`The history of ${instanceId} has no start.`);
    const { ExecutionId } = started.OrchestrationInstance;
    last.set(ExecutionId, { flow: name, instance: instanceId, ...shortened(history), ...askedIn(answer) });
  }
  return [...last.values()];
}
