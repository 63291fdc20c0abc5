import { newInstance } from '../../local/host/durable/episode.ts';
import { events, played, type WireEvent } from '../../local/host/durable/history.ts';

/** What the orchestration `chain` of the fixture app finds when the last of its activities has just ended. */
export interface ChainHistory {
  readonly past: WireEvent[];
  readonly fresh: WireEvent[];
  readonly instance: ReturnType<typeof newInstance>['instance'];
}

/** The history of `chain` after as many activities as fit into `length` events: four for each, two more for the start. */
export function chainHistory(length: number): ChainHistory {
  const start = {
    id: 'bench',
    name: 'chain',
    version: null,
    input: `{"n":${length}}`,
    parent: null,
    generation: 0,
    now: 0,
  };
  const { instance, started } = newInstance(start);
  const past = [events.orchestratorStarted(0), played(started), events.taskScheduled(0, 'echo', 0)];
  const tasks = Math.floor((length - 2) / 4);
  for (let id = 0; id < tasks - 1; id++) {
    past.push(events.orchestratorCompleted(0), events.orchestratorStarted(0));
    past.push(played(events.taskCompleted(id, `{"at":${id}}`, 0)), events.taskScheduled(id + 1, 'echo', 0));
  }
  past.push(events.orchestratorCompleted(0));
  const last = events.taskCompleted(tasks - 1, `{"at":${tasks - 1}}`, 0);
  return { past, fresh: [events.orchestratorStarted(0), last], instance };
}
