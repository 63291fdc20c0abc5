import type { Scenario } from '../scenario.ts';

/** The known ways in which an orchestrator goes wrong, each with the right form beside it. T4 is among the timers. */
export const traps: readonly Scenario[] = [
  {
    name: 't1TimerLeftOpen',
    play: async (desk) => {
      const id = await desk.start('t1Bad');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go');
      await desk.played(id, 2);
      await desk.pause(500);
      await desk.ask(`instances/${id}`);
      await desk.ends(id);
    },
  },
  {
    name: 't1TimerCancelled',
    play: async (desk) => {
      const id = await desk.start('t1Good');
      await desk.reaches(id, 'Running');
      await desk.raise(id, 'go');
      await desk.ends(id);
    },
  },
  { name: 't2TaskYieldedTwice', waits: [3000], play: (desk) => desk.run('t2Bad') },
  {
    name: 't2FreshTasks',
    play: async (desk) => {
      const id = await desk.start('t2Good');
      await desk.reaches(id, 'Running');
      await desk.played(id, 2);
      await desk.raise(id, 'go');
      await desk.ends(id);
    },
  },
  {
    name: 't3LoopsForEver',
    play: async (desk) => {
      const id = await desk.start('t3Bad', { n: 0 });
      await desk.shows(id, { n: 0 });
      await desk.raise(id, 'go');
      await desk.shows(id, { n: 5 });
      await desk.ends(id);
    },
  },
  {
    name: 't3WorkBetween',
    play: async (desk) => {
      const id = await desk.start('t3Good', { n: 0 });
      for (let n = 0; n < 3; n += 1) {
        await desk.shows(id, { n });
        await desk.raise(id, 'go', { n });
      }
      await desk.shows(id, { n: 3 });
      await desk.command(id, 'terminate', 'seen enough');
      await desk.ends(id);
    },
  },
  {
    name: 't5EventsLost',
    play: async (desk) => {
      const id = await desk.start('t5Bad', { n: 0 });
      await desk.shows(id, 'first');
      for (const n of [1, 2, 3]) {
        await desk.raise(id, 'item', { n });
        await desk.played(id, n + 1);
      }
      await desk.ends(id);
    },
  },
  {
    name: 't5AllAwaited',
    play: async (desk) => {
      const id = await desk.start('t5Good');
      await desk.reaches(id, 'Running');
      for (const n of [1, 2, 3]) {
        await desk.raise(id, 'item', { n });
        await desk.played(id, n + 1);
      }
      await desk.ends(id);
    },
  },
];
