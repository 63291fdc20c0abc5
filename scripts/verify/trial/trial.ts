import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '../../../src/domain/base/errors.ts';
import { ask, type Cli, type Deployed, readDeployed } from '../../deploy/cli.ts';
import { tearDown } from '../../teardown/run.ts';
import type { Around, Trial } from '../run.ts';
import type { Subscription } from '../step.ts';
import { clearKept } from './clear-kept.ts';
import { makeGroup, readPerson, removeGroup } from './group.ts';
import { makeKeptAccount } from './kept-account.ts';
import { giveRoles } from './roles.ts';
import { type Person, settingsOf } from './settings.ts';
import { subscriptionWorld } from './world.ts';

/** What a trial is put up with. */
export interface Wanted extends Person {
  readonly name: string;
  readonly subscription: string;
  readonly region: string;
}

interface Tools extends Pick<Around, 'say' | 'now'> {
  readonly cli: Cli;
  world(cli: Cli, deployed: Deployed, person: string): Subscription;
  pause(milliseconds: number): Promise<unknown>;
}

const usual = { world: subscriptionWorld, pause: (milliseconds: number) => pause(milliseconds) };
const named = z.array(z.object({ name: z.string() }));

/** A trial of docs/deploy.md in a subscription, put up by azd with its hooks and taken down by the removal of environments. */
export function subscriptionTrial(
  tools: Pick<Tools, 'cli' | 'say' | 'now'> & Partial<Tools>,
  wanted: Wanted,
): Trial<Subscription> {
  const all: Tools = { ...usual, ...tools };
  let up: Subscription | undefined;
  return {
    answered: 'a subscription',
    lift: `Run: npm run teardown -- --environment ${wanted.name} --even-with-operations --even-without-records`,
    async begin(signal) {
      const cli: Cli = (program, args) => all.cli(program, args, signal);
      const person = await readPerson(cli);
      const deployed = await deploy(cli, wanted, await makeGroup(cli, wanted.name, person));
      up = all.world(all.cli, deployed, person);
      await giveRoles(up);
      await makeKeptAccount(up);
      return up;
    },
    async end(_signal, minutes) {
      const stays = [...(await attempt(all, 'what a policy keeps', async () => (up ? await clearKept(up) : [])))];
      stays.push(...(await attempt(all, 'what is being deployed', () => cancelDeployments(all.cli, wanted.name))));
      stays.push(...(await attempt(all, 'the environment', () => remove(all, wanted, minutes))));
      stays.push(
        ...(await attempt(all, 'the group in Entra', async () => {
          await removeGroup(all.cli, wanted.name);
          return [];
        })),
      );
      const left = await ask(all.cli, named, ['group', 'list', '--tag', `azd-env-name=${wanted.name}`]);
      return { isGone: left.length === 0, stays };
    },
  };
}

async function deploy(cli: Cli, wanted: Wanted, group: string): Promise<Deployed> {
  const { name, region, subscription } = wanted;
  const environment = ['--environment', name];
  await cli('azd', ['env', 'new', name, '--location', region, '--subscription', subscription, '--no-prompt']);
  for (const [setting, value] of Object.entries(settingsOf(wanted, group)))
    await cli('azd', ['env', 'set', setting, value, ...environment]);
  await cli('azd', ['up', ...environment, '--no-prompt']);
  const values = await cli('azd', ['env', 'get-values', ...environment, '--output', 'json']);
  return readDeployed(z.record(z.string(), z.string()).parse(JSON.parse(values)));
}

/** One piece of the end that fails keeps no other from being tried. */
async function attempt(
  { say }: Tools,
  what: string,
  work: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    say(`! ${what}: ${messageOf(error)}`);
    return [`Nobody could clear away ${what}: ${messageOf(error)}`];
  }
}

/** A deployment that goes on would make anew what is removed. */
async function cancelDeployments(cli: Cli, name: string): Promise<readonly string[]> {
  const list = ['deployment', 'sub', 'list', '--filter', "provisioningState eq 'Running'"];
  const running = (await ask(cli, named, list)).filter((one) => one.name.includes(name));
  for (const one of running) await cli('az', ['deployment', 'sub', 'cancel', '--name', one.name]);
  return [];
}

/** The removal of docs/teardown.md. Nothing is kept of a trial, whose accounts nobody reaches from outside to copy from. */
async function remove(
  { cli, say, now, pause: wait }: Tools,
  wanted: Wanted,
  minutes: number,
): Promise<readonly string[]> {
  const { name, subscription } = wanted;
  const none = { async *pages() {}, async remove() {} };
  const around = {
    ...{ cli, say, now: now(), datasets: () => none, confirm: async () => true },
    pause: async (milliseconds: number) => void (await wait(milliseconds)),
  };
  const records = mkdtempSync(join(tmpdir(), 'sallyport-records-'));
  try {
    return await tearDown(around, {
      environment: { name, subscription },
      ...{ planOnly: false, evenWithOperations: true, evenWithoutRecords: true },
      ...{ records, linkMinutes: minutes / 2 },
    });
  } finally {
    rmSync(records, { recursive: true });
  }
}
