import type { Scenario } from '../scenario.ts';

/** External events and the custom status that tells where an orchestration stands. */
export const events: readonly Scenario[] = [
  {
    name: 'wait',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go', { n: 1 });
      await desk.ends(id);
    },
  },
  {
    name: 'eventValues',
    play: async (desk) => {
      const values: [string, unknown][] = [
        ['text', 'x'],
        ['empty', ''],
        ['number', 1.5],
        ['true', true],
        ['null', null],
        ['list', [1]],
        ['date', '2026-01-02T03:04:05Z'],
      ];
      for (const [part, value] of values) {
        const id = await desk.start('wait', {}, desk.id(part));
        await desk.reaches(id, 'Running');
        await desk.raise(id, 'go', value);
        await desk.ends(id);
      }
    },
  },
  {
    name: 'eventWithoutBody',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.ask(`instances/${id}/raiseEvent/go`, { method: 'POST', text: '' });
      await desk.pause(500);
      await desk.raise(id, 'go', 'with body');
      await desk.ends(id);
    },
  },
  {
    name: 'waitTwice',
    play: async (desk) => {
      const id = await desk.start('waitTwice');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go', 1);
      await desk.shows(id, 'second');
      await desk.raise(id, 'go', 2);
      await desk.ends(id);
    },
  },
  {
    name: 'bufferedEvents',
    play: async (desk) => {
      const id = await desk.start('buffered');
      await desk.reaches(id, 'Running');
      for (const n of [1, 2, 3]) {
        await desk.raise(id, 'item', { n });
        await desk.played(id, n + 1);
      }
      await desk.raise(id, 'start');
      await desk.ends(id);
    },
  },
  {
    name: 'eventWhileWorking',
    play: async (desk) => {
      const id = await desk.start('eventWhileWorking');
      await desk.shows(id, 'working');
      await desk.raise(id, 'go', 'early');
      await desk.ends(id);
    },
  },
  {
    name: 'otherEvent',
    play: async (desk) => {
      const id = await desk.start('wait');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'stop', 1);
      await desk.played(id, 2);
      await desk.raise(id, 'go', 2);
      await desk.ends(id);
    },
  },
  {
    name: 'eventInOtherCase',
    play: async (desk) => {
      const id = await desk.start('eventThenWork');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'GO', 1);
      await desk.played(id, 2);
      await desk.pause(500);
      await desk.ask(`instances/${id}`);
      await desk.raise(id, 'go', 2);
      await desk.ends(id);
    },
  },
  {
    name: 'twoWaiters',
    play: async (desk) => {
      const id = await desk.start('twoWaiters');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'e', { n: 1 });
      await desk.ends(id);
    },
  },
  {
    name: 'allEvents',
    play: async (desk) => {
      const id = await desk.start('allEvents');
      await desk.reaches(id, 'Running');
      for (const [at, name] of ['c', 'a', 'b'].entries()) {
        await desk.raise(id, name, { name });
        await desk.played(id, at + 2);
      }
      await desk.ends(id);
    },
  },
  {
    name: 'customStatus',
    play: async (desk) => {
      const id = await desk.start('customStatus');
      await desk.shows(id, { stage: 'one' });
      for (const status of ['two', null, [3]]) {
        await desk.raise(id, 'next');
        await desk.shows(id, status);
      }
      await desk.ends(id);
    },
  },
  {
    name: 'statusFalsy',
    play: async (desk) => {
      const id = await desk.start('statusFalsy');
      await desk.reaches(id, 'Running');
      await desk.ask(`instances/${id}`);
      await desk.raise(id, 'next');
      await desk.ends(id);
    },
  },
];
