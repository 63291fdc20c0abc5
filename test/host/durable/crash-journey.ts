import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import type { CrashPoint } from '../../../local/host/durable/write-watch.ts';
import type { HostKnobs } from '../../../local/host/host.ts';
import { ChildHost, type Status, until } from '../child-host.ts';

const id = 'j';

/** One step of a patient client: starts the instance, raises its event, and tries again whatever a dead host did not answer. */
async function step(host: ChildHost): Promise<Status | undefined> {
  const response = await host.durable(`instances/${id}`);
  if (response.status === 404) {
    await host.postJson(`orchestrators/journey/${id}`, { ms: 5 });
    return undefined;
  }
  const status = await host.status(id);
  if (status.runtimeStatus !== 'Running') return status.runtimeStatus === 'Pending' ? undefined : status;
  const kinds = status.historyEvents.map((event) => event.EventType);
  if (kinds.includes('SubOrchestrationInstanceCompleted') && !kinds.includes('EventRaised'))
    await host.postJson(`instances/${id}/raiseEvent/go`, { n: 7 });
  return undefined;
}

/** Lets one process go on until the journey has ended or the process is dead. */
async function live(host: ChildHost): Promise<Status | 'dead'> {
  return until('the journey ends or the host dies', async () => {
    try {
      return await step(host);
    } catch (error) {
      const dead = until('the host is dead', () => (host.killed ? ('dead' as const) : undefined));
      return await dead.catch(() => Promise.reject(error));
    }
  });
}

async function started(host: ChildHost, knobs: HostKnobs): Promise<boolean> {
  try {
    await host.start(0, knobs);
    return true;
  } catch (error) {
    if (host.killed) return false;
    throw error;
  }
}

/**
 * Plays the journey (activity, timer, sub-orchestration, event, activity) on a host that kills itself at a write; `again` says
 * whether the next host does so too. Returns how often it died. Fails unless the instance ends right and leaves nothing over.
 */
export async function playJourney(crash: CrashPoint, again: boolean): Promise<number> {
  const host = new ChildHost();
  let deaths = 0;
  try {
    for (;;) {
      const alive = await started(host, deaths === 0 || again ? { crashAtWrite: crash } : {});
      const outcome = alive ? await live(host) : 'dead';
      if (outcome !== 'dead') {
        expectRightEnd(outcome, host);
        break;
      }
      deaths += 1;
    }
    await host.kill();
    expect(leftOver(host)).toEqual([]);
    return deaths;
  } finally {
    await host.dispose();
  }
}

function expectRightEnd(status: Status, host: ChildHost): void {
  expect([status.runtimeStatus, status.output]).toEqual([
    'Completed',
    { a: `${id}/a`, child: `${id}/child`, go: { n: 7 }, b: `${id}/b` },
  ]);
  const kinds = status.historyEvents.map((event) => `${event.EventType} ${event['FunctionName'] ?? ''}`.trim());
  expect(kinds.filter((kind) => kind !== 'EventRaised')).toEqual([
    'ExecutionStarted journey',
    'TaskCompleted effect',
    'TimerCreated',
    'TimerFired',
    'SubOrchestrationInstanceCompleted journeyChild',
    'TaskCompleted effect',
    'ExecutionCompleted',
  ]);
  for (const key of ['a', 'child', 'b'])
    expect(host.noted().filter((entry) => entry['activity'] === 'end' && entry['key'] === `${id}/${key}`)).not.toEqual(
      [],
    );
}

/** Work that the task hub still holds; after the end there must be none. */
function leftOver(host: ChildHost): unknown[] {
  const database = new DatabaseSync(join(host.stateFolder, 'task-hub.sqlite'));
  const rows = ['activity', 'timer', 'inbox'].flatMap((table) => database.prepare(`SELECT * FROM ${table}`).all());
  database.close();
  return rows;
}
