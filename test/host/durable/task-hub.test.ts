import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newInstance } from '../../../local/host/durable/episode.ts';
import { events, type WireEvent } from '../../../local/host/durable/history.ts';
import type { InstanceRow } from '../../../local/host/durable/instance.ts';
import { TaskHub } from '../../../local/host/durable/task-hub.ts';
import type { EpisodeRecord } from '../../../local/host/durable/task-hub-schema.ts';

const started = (id: string) =>
  newInstance({ id, name: 'f', version: null, input: null, parent: null, generation: 0, now: 0 });

function episode(instance: InstanceRow, from: number, written: WireEvent[]): EpisodeRecord {
  return { instance, consumed: [], from, events: written, activities: [], timers: [], children: [], messages: [] };
}

const write = fc.record({
  kind: fc.constantFrom('append', 'append', 'append', 'replace', 'start', 'read', 'end'),
  id: fc.constantFrom('a', 'b'),
  names: fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
});

test('after any writes the task hub tells the same history as one that reads the file anew', () => {
  fc.assert(
    fc.property(fc.array(write), (writes) => {
      const database = new DatabaseSync(':memory:');
      const hub = new TaskHub(database);
      for (const id of ['a', 'b']) hub.startInstance(started(id));
      for (const { kind, id, names } of writes) {
        const { instance } = started(id);
        const raised = names.map((name, at) => events.eventRaised(name, null, at));
        const length = hub.history(id).texts.length;
        if (kind === 'start') hub.startInstance(started(id));
        else if (kind === 'end') hub.saveEpisode(episode({ ...instance, status: 'Completed' }, length, raised));
        else if (kind !== 'read') hub.saveEpisode(episode(instance, kind === 'append' ? length : 0, raised));
        expect(hub.history(id)).toEqual(new TaskHub(database).history(id));
      }
      database.close();
    }),
  );
});

test('a write that fails leaves the history as it was', () => {
  const database = new DatabaseSync(':memory:');
  const hub = new TaskHub(database);
  const { instance } = started('a');
  hub.saveEpisode(episode(instance, 0, [events.orchestratorStarted(0)]));
  database.exec('ALTER TABLE activity RENAME TO elsewhere');
  const broken = episode(instance, 1, [events.orchestratorCompleted(0)]);
  broken.activities.push({ instanceId: 'a', executionId: 'x', taskId: 0, name: 'n', input: null });
  expect(() => hub.saveEpisode(broken)).toThrow('no such table: activity');
  expect(hub.history('a').events).toEqual([events.orchestratorStarted(0)]);
  database.close();
});
