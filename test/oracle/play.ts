import { type Answer, Desk } from './desk.ts';
import { normalised } from './normalise.ts';
import type { Scenario } from './scenario.ts';
import type { Episode, Side } from './side.ts';

/** What is compared and recorded: answers, and of each instance its status, both history forms and its last episodes. */
export interface Play {
  scenario: string;
  answers: Answer[];
  instances: Record<string, InstanceRecord>;
}

interface InstanceRecord {
  code: number;
  status: unknown;
  /** `historyEvents` without outputs and inputs. */
  bareHistory: unknown;
  /** One for each generation: the last request to the orchestrator function, and the last response. */
  generations: { request: unknown; response: unknown }[];
}

/** Plays a scenario on one side and brings the outcome into the form that is compared. */
export function play(side: Side, scenario: Scenario): Promise<unknown> {
  return side.time.during(() => playThrough(side, scenario));
}

async function playThrough(side: Side, scenario: Scenario): Promise<unknown> {
  const desk = new Desk(side, scenario.name);
  try {
    await scenario.play(desk);
  } catch (error) {
    throw new Error(`'${scenario.name}' does not come to its end on the side '${side.name}'.\n${side.log()}`, {
      cause: error,
    });
  }
  const episodes = side.episodes();
  const instances: [string, InstanceRecord][] = [];
  for (const id of withChildren([...desk.watched], episodes)) instances.push([id, await recordOf(side, id, episodes)]);
  const outcome: Play = {
    scenario: scenario.name,
    answers: desk.answers,
    instances: Object.fromEntries(instances),
  };
  return normalised(outcome, side.ownWords, scenario.waits);
}

async function recordOf(side: Side, id: string, episodes: readonly Episode[]): Promise<InstanceRecord> {
  const path = `instances/${encodeURIComponent(id)}`;
  const full = await side.durable(`${path}?showHistory=true&showHistoryOutput=true`);
  const bare = await side.durable(`${path}?showHistory=true&showInput=false`);
  const status: unknown = full.status === 404 ? null : await full.json();
  const bareStatus: unknown = bare.status === 404 ? null : await bare.json();
  const own = episodes.filter(({ request }) => request.instanceId === id);
  const last = new Map(own.map((episode) => [generationOf(episode), episode]));
  return {
    code: full.status,
    status,
    bareHistory: Object(bareStatus).historyEvents ?? null,
    generations: [...last.values()].map(({ request, result, error }) => ({
      request,
      response: error === undefined ? result : { error },
    })),
  };
}

function generationOf({ request }: Episode): string {
  const started = request.history.find((event) => event.EventType === 0);
  return JSON.stringify(started?.['OrchestrationInstance'] ?? null);
}

/** Adds the sub-orchestrations that the histories name, in their order. */
function withChildren(ids: readonly string[], episodes: readonly Episode[]): string[] {
  const all = new Set(ids);
  for (const id of all) {
    const requests = episodes.filter(({ request }) => request.instanceId === id);
    for (const { request } of requests)
      for (const event of request.history) if (event.EventType === 7) all.add(String(event['InstanceId']));
  }
  return [...all];
}
