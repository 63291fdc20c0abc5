import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smtpMailer } from '../../src/azure/notification/mailer.ts';
import { MovedTime, type Way } from '../activities/outage-ports.ts';
import { Traveller } from '../activities/outage-world.ts';
import { startWorld, type World } from '../activities/world.ts';
import { mailFaults, OddMailServer } from './odd-mail-server.ts';

/** Each flow to the end at which most people are told. */
const bothWays = ['a dataset', 'an approved package'] as const satisfies readonly Way[];
const faults = Object.entries(mailFaults);
const hour = 3_600_000;
/** When a round began and ends, in the ids of its mails. */
const roundTimes = /-\d{17}-\d{17}/;
/** What chance gave the id of a mail about a package. */
const chance = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

let clock: MovedTime;
let world: World;

/** An operation whose mails go through a mail server of its own. */
class Sender {
  readonly server: OddMailServer;
  readonly traveller: Traveller;

  constructor(server: OddMailServer, port: number, project: string, way: Way) {
    this.server = server;
    const mail = { host: '127.0.0.1', port, security: 'none', from: 'Sallyport <sallyport@example.org>' } as const;
    const own = world.withPorts({ mailer: smtpMailer(mail, async () => '') });
    this.traveller = new Traveller(own, clock, project, way);
  }

  /** The mails that were taken, by what they say of flow and step. */
  kinds(): string[] {
    const plain = (mail: string) =>
      mail.replace(this.traveller.key.id, '<id>').replace(roundTimes, '-<times>').replace(chance, '<chance>');
    return Object.keys(this.taken()).map(plain).toSorted();
  }

  /** Each mail that was taken, with how often. */
  taken(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { id, to } of this.server.taken) {
      const mail = `${id} to ${to}`;
      counts[mail] = (counts[mail] ?? 0) + 1;
    }
    return counts;
  }
}

type Fault = (typeof mailFaults)[keyof typeof mailFaults];

async function startSender(project: string, way: Way, fault?: Fault): Promise<Sender> {
  const server = new OddMailServer(fault);
  return new Sender(server, await server.start(), project, way);
}

const calm = new Map<Way, Sender>();
const odd = new Map<string, Sender>();
const senders = () => [...calm.values(), ...odd.values()];

beforeAll(async () => {
  world = await startWorld();
  clock = new MovedTime(world);
  for (const [index, way] of bothWays.entries()) {
    calm.set(way, await startSender(`calm-${index}`, way));
    for (const [number, [name, fault]] of faults.entries())
      odd.set(`${name} ${way}`, await startSender(`odd-${index}-${number}`, way, fault));
  }
  const all = senders().map(({ traveller }) => traveller);
  for (const traveller of all) await traveller.put();
  await Promise.all(all.map((traveller) => traveller.begin()));
  for (let sweeps = 0; sweeps < 4; sweeps += 1) {
    clock.ahead += hour;
    await Promise.all(all.map((traveller) => traveller.swept()));
  }
}, 600_000);
afterAll(async () => {
  for (const { server } of senders()) server.stop();
  await world.stop();
});

describe.each(faults)('when the mail server misbehaves once: %s', (name, { at }) => {
  test.each(bothWays)('%s ends as without it, and each mail arrives under its one Message-ID', async (way) => {
    const [sender, without] = [odd.get(`${name} ${way}`), calm.get(way)];
    expect(sender?.server.met).toBe(true);
    expect(await sender?.traveller.outcome()).toEqual(await without?.traveller.outcome());
    const [taken, usually] = [sender?.taken() ?? {}, without?.taken() ?? {}];
    expect(sender?.kinds()).toEqual(without?.kinds());
    expect(new Set(Object.values(usually))).toEqual(new Set([1]));
    // What was taken before the connection broke is sent again, and mail programs know it by its Message-ID.
    const twice = Object.values(taken).filter((times) => times > 1);
    expect(twice).toEqual(at === 'taken' ? [2] : []);
  });
});
