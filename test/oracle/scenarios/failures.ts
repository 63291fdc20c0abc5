import type { Desk } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

/** What nobody can finish: looks at it for a while and ends it, so that the recording shows that it hung. */
async function hangs(desk: Desk, name: string, milliseconds = 1000): Promise<void> {
  const id = await desk.start(name);
  await desk.reaches(id, 'Running');
  await desk.pause(milliseconds);
  await desk.ask(`instances/${id}`);
  await desk.command(id, 'terminate', 'it hung');
  await desk.ends(id);
}

/** Failures, retries and names that do not exist. */
export const failures: readonly Scenario[] = [
  { name: 'failUncaught', play: (desk) => desk.run('failUncaught') },
  { name: 'failCaught', play: (desk) => desk.run('failCaught') },
  { name: 'failText', play: (desk) => desk.run('failText') },
  { name: 'throwsAtOnce', play: (desk) => desk.run('throwsAtOnce') },
  { name: 'throwsLater', play: (desk) => desk.run('throwsLater') },
  { name: 'throwsNoError', play: (desk) => desk.run('throwsNoError') },
  { name: 'childFails', play: (desk) => desk.run('childFails') },
  { name: 'childFailsUncaught', play: (desk) => desk.run('childFailsUncaught') },
  { name: 'retrySucceeds', play: (desk) => desk.run('retries', { fails: 2 }) },
  { name: 'retryNotNeeded', play: (desk) => desk.run('retries', { fails: 0 }) },
  { name: 'retryGivesUp', play: (desk) => desk.run('retries', { fails: 9 }) },
  { name: 'retryLimits', play: (desk) => desk.run('retryLimits') },
  { name: 'retryTimeout', play: (desk) => hangs(desk, 'retryTimeout', 2500) },
  { name: 'retryOnce', play: (desk) => desk.run('retryOnce') },
  { name: 'retriesInAll', play: (desk) => desk.run('retriesInAll') },
  { name: 'retriesChild', play: (desk) => desk.run('retriesChild', { fails: 1 }) },
  { name: 'retriesChildGivesUp', play: (desk) => desk.run('retriesChild', { fails: 9 }) },
  { name: 'retriesUnnamedChild', play: (desk) => desk.run('retriesUnnamedChild') },
  { name: 'allWithFailure', play: (desk) => desk.run('allWithFailure') },
  { name: 'allWithTwoFailures', play: (desk) => desk.run('allWithTwoFailures') },
  {
    name: 'changesItsMind',
    play: async (desk) => {
      const ways: [first: string, later: string][] = [
        ['hello', 'echo'],
        ['hello', 'timer'],
        ['hello', 'returnsInput'],
        ['hello', 'event'],
        ['hello', ''],
        ['timer', 'hello'],
        ['timer', 'returnsInput'],
        ['timer', ''],
        ['returnsInput', 'nothingToDo'],
        ['returnsInput', 'hello'],
        ['returnsInput', 'timer'],
        ['returnsInput', ''],
      ];
      for (const [first, later] of ways) {
        const id = await desk.run('changesItsMind', { first, later }, desk.id(`${first}-${later}`));
        await desk.ask(`instances/${id}`);
      }
    },
  },
  { name: 'statusTooLarge', play: (desk) => desk.run('statusTooLarge') },
  { name: 'statusJustFits', play: (desk) => desk.run('statusJustFits') },
  { name: 'unknownActivity', play: (desk) => hangs(desk, 'unknownActivity') },
  { name: 'unknownActivityWithRetry', play: (desk) => hangs(desk, 'unknownActivityWithRetry') },
  { name: 'unknownChild', play: (desk) => hangs(desk, 'unknownChild') },
  { name: 'unknownAmongOthers', play: (desk) => hangs(desk, 'unknownAmongOthers') },
  { name: 'twinsAtOnce', play: (desk) => hangs(desk, 'twinsAtOnce') },
  { name: 'unknownOrchestrator', play: (desk) => desk.run('noSuchOrchestrator', { x: 1 }) },
];
