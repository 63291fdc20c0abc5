import type { Scenario } from '../scenario.ts';

/** Sub-orchestrations and generations. */
export const subOrchestrations: readonly Scenario[] = [
  { name: 'parent', play: (desk) => desk.run('parent') },
  { name: 'grandparent', play: (desk) => desk.run('grandparent') },
  { name: 'parentOfNoInput', play: (desk) => desk.run('parentOfNoInput') },
  { name: 'whenAllSubs', play: (desk) => desk.run('whenAllSubs') },
  { name: 'parentOfCounter', play: (desk) => desk.run('parentOfCounter') },
  { name: 'counter', play: (desk) => desk.run('counter', { n: 0 }) },
  { name: 'continueAtOnce', play: (desk) => desk.run('continueAtOnce', { n: 0 }) },
  { name: 'continueWithoutInput', play: (desk) => desk.run('continueWithoutInput', { first: true }) },
  { name: 'twinChildren', play: (desk) => desk.run('twinChildren') },
  {
    name: 'adoptsRunning',
    play: async (desk) => {
      const other = await desk.start('wait', { from: 'outside' }, desk.id('other'));
      await desk.reaches(other, 'Running');
      const id = await desk.start('adoptsRunning', { id: other });
      await desk.reaches(id, 'Running');
      await desk.pause(700);
      await desk.raise(other, 'go', 1);
      await desk.ends(other);
      await desk.ends(id);
    },
  },
  {
    name: 'suspendedParent',
    play: async (desk) => {
      const id = await desk.start('parentOfWait');
      await desk.reaches(`${id}:kid`, 'Running');
      await desk.command(id, 'suspend', 'hold');
      await desk.reaches(id, 'Suspended');
      await desk.raise(`${id}:kid`, 'go', 1);
      await desk.ends(`${id}:kid`);
      await desk.played(id, 3);
      await desk.command(id, 'resume', 'on');
      await desk.ends(id);
    },
  },
  {
    name: 'terminateParent',
    play: async (desk) => {
      const id = await desk.start('parentOfWait');
      const child = `${id}:kid`;
      await desk.reaches(child, 'Running');
      await desk.command(id, 'terminate', 'no longer wanted');
      await desk.ends(id);
      await desk.raise(child, 'go', { late: true });
      await desk.ends(child);
    },
  },
  {
    name: 'terminateChild',
    play: async (desk) => {
      const id = await desk.start('parentOfWait');
      const child = `${id}:kid`;
      await desk.reaches(child, 'Running');
      await desk.command(child, 'terminate', 'not this one');
      await desk.ends(id);
    },
  },
  {
    name: 'eventToChild',
    play: async (desk) => {
      const id = await desk.start('parentOfWait');
      await desk.reaches(`${id}:kid`, 'Running');
      await desk.raise(`${id}:kid`, 'go', { n: 1 });
      await desk.ends(id);
    },
  },
];
