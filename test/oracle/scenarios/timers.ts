import type { Scenario } from '../scenario.ts';

/** Timers, races with events, and timers that are longer than a single one may be. */
export const timers: readonly Scenario[] = [
  { name: 'timer', play: (desk) => desk.run('timer') },
  { name: 'timerInThePast', play: (desk) => desk.run('timerInThePast') },
  { name: 'timersInAll', play: (desk) => desk.run('timersInAll') },
  { name: 'untilDeadline', waits: [3000], play: (desk) => desk.run('untilDeadline') },
  { name: 'raceWonByTimer', play: (desk) => desk.run('race', { ms: 1500 }) },
  {
    name: 'raceWonByEvent',
    play: async (desk) => {
      const id = await desk.start('race', { ms: 3_600_000 });
      await desk.shows(id, 'waiting');
      await desk.raise(id, 'go', { ok: true });
      await desk.ends(id);
    },
  },
  { name: 'retryOrTimer', play: (desk) => desk.run('retryOrTimer') },
  {
    name: 'sevenDays',
    play: async (desk) => {
      const id = await desk.start('sevenDays');
      await desk.shows(id, 'waiting');
      await desk.raise(id, 'go');
      await desk.ends(id);
    },
  },
  {
    name: 'timerWhileSuspended',
    play: async (desk) => {
      const id = await desk.start('timerWhileSuspended');
      await desk.shows(id, 'waiting');
      await desk.command(id, 'suspend', 'hold');
      await desk.reaches(id, 'Suspended');
      await desk.played(id, 3);
      await desk.pause(500);
      await desk.ask(`instances/${id}`);
      await desk.command(id, 'resume', 'on');
      await desk.ends(id);
    },
  },
  { name: 'longTimer', timers: 'scaled', waits: [3000, 7500], play: (desk) => desk.run('longTimer') },
  {
    name: 'longTimerCancelledEarly',
    timers: 'scaled',
    play: async (desk) => {
      const id = await desk.start('longTimer');
      await desk.shows(id, 'waiting');
      await desk.raise(id, 'go');
      await desk.ends(id);
    },
  },
  {
    name: 't4LongTimerCancelledLate',
    timers: 'scaled',
    play: async (desk) => {
      const id = await desk.start('longTimer');
      await desk.shows(id, 'waiting');
      await desk.played(id, 2);
      await desk.raise(id, 'go');
      await desk.ends(id);
    },
  },
];
