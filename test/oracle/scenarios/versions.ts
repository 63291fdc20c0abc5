import type { Desk } from '../desk.ts';
import type { Scenario } from '../scenario.ts';

/** The host of these scenarios makes instances of this version. */
const version = '2.0';

/** Starts an instance of a version that the caller names. */
async function startAs(desk: Desk, version: string, name: string, input?: unknown): Promise<string> {
  const id = desk.id(version.replaceAll('.', '-'));
  const path = `orchestrators/${name}/${id}?version=${version}`;
  await desk.ask(path, { method: 'POST', json: input });
  desk.watched.add(id);
  return id;
}

/** Versions of orchestrations: which one an instance gets and keeps, and which ones a host takes up. */
export const versions: readonly Scenario[] = [
  { name: 'versionOfHost', version, play: async (desk) => void (await desk.run('versionSeen')) },
  {
    name: 'versionNamed',
    version,
    play: async (desk) => {
      for (const named of ['1.0', '1.10', '10']) await desk.ends(await startAs(desk, named, 'versionSeen'));
    },
  },
  {
    name: 'versionNewer',
    version,
    play: async (desk) => {
      const ids = [];
      for (const named of ['2.1', '10.0', '2.0.0', '3', 'early']) ids.push(await startAs(desk, named, 'versionSeen'));
      await desk.pause(3000);
      for (const id of ids) await desk.ask(`instances/${id}`);
    },
  },
  {
    name: 'versionNewerTerminated',
    version,
    play: async (desk) => {
      const id = await startAs(desk, '3.0', 'versionSeen');
      await desk.pause(1000);
      await desk.command(id, 'terminate', 'enough');
      await desk.ends(id);
      await desk.ask(`instances/${id}`);
    },
  },
  {
    name: 'versionAcross',
    version,
    play: async (desk) => desk.ends(await startAs(desk, '1.0', 'versionAcross', { left: 2 })),
  },
  {
    name: 'versionsOfChildren',
    version,
    play: async (desk) => {
      await desk.run('versionsOfChildren');
      await desk.ends(await startAs(desk, '1.0', 'versionsOfChildren'));
    },
  },
  {
    name: 'versionRestarted',
    version,
    play: async (desk) => {
      const id = await startAs(desk, '1.0', 'versionAtOnce');
      await desk.ends(id);
      const { body } = await desk.ask(`instances/${id}/restart`, { method: 'POST' });
      const other = String(Object(body).id);
      await desk.ends(other);
      desk.watched.add(other);
    },
  },
  { name: 'versionOfNone', play: async (desk) => void (await desk.run('versionSeen')) },
  {
    name: 'versionNamedToNone',
    play: async (desk) => {
      const id = await startAs(desk, '1.0', 'versionSeen');
      await desk.pause(3000);
      await desk.ask(`instances/${id}`);
    },
  },
];
