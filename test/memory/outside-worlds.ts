import { encodeTime } from 'ulid';
import { hasEnded } from '../../local/host/durable/instance.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import { operationIdOf, timeInId } from '../../src/domain/base/door.ts';
import { QUARTER } from '../../src/domain/base/time.ts';
import { isRevealed, outsideView } from '../../src/domain/notification/outside-view.ts';
import { usualTicks } from '../../src/domain/notification/tick.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { type Channel, projectSchema } from '../../src/domain/project/project.ts';
import type { Mail } from '../../src/ports/mail.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { openEgress, sweepSettings } from '../activities/flow-settings.ts';
import { groupsOff, person } from '../domain/sample.ts';
import type { TestHub } from '../orchestrators/task-hub.ts';
import { noHook } from './hook.ts';
import { answersOutside } from './outside-answers.ts';
import { settled } from './time.ts';
import { MemoryWorld } from './world.ts';

/** What becomes of a package, as far as that is revealed outside. */
export const fates = ['rejected', 'withdrawn', 'waits', 'denied', 'released'] as const;

/** Fates of a package that end it before its freeze: only some of these are told. */
export const earlyFates = ['rejected', 'withdrawn'] as const;

/** A package as it is seen outside: what becomes of it, and the part of its id that chance gives it. */
export interface Planned {
  readonly fate: (typeof fates)[number];
  readonly chance: string;
}

/** What somebody inside chooses about a package without anything outside being other for it. */
export interface Chosen {
  readonly name: string;
  /** How many files it has, within one size class, and what is in them. */
  readonly files: number;
  readonly content: string;
  /** What its marker says, and the metadata of its files. */
  readonly marker: string;
  /** Which rules one breaks that is rejected, or refused, in which order. */
  readonly broken: readonly string[];
}

/** One that ends before its freeze beyond those that are told: nobody outside learns of it. */
export interface Hidden extends Chosen, Omit<Planned, 'fate'> {
  /** `refused`: it breaks rules from its beginning, so it has no operation at all. */
  readonly fate: Planned['fate'] | 'refused';
}

/** Packages that come within one quarter of an hour, in the order in which they come, with what was chosen about each, and those beyond them. */
export interface Arrivals {
  readonly order: readonly number[];
  /** Milliseconds between one and the next. */
  readonly pause: number;
  readonly chosen: readonly Chosen[];
  readonly hidden: readonly Hidden[];
}

/** All that is sent and shown outside up to the end of a tick, and the views of all packages that are told then. */
export interface Told {
  readonly views: readonly unknown[];
  /** Each with the tick in which it left; those of the sweep in their order. */
  readonly mails: readonly string[];
  readonly messages: readonly string[];
  readonly telemetry: readonly string[];
  readonly answers: readonly string[];
  /** Name, metadata, headers and content of what lies outside. */
  readonly released: readonly string[];
}

/** A fault that is put back, to show that it is found. */
export interface Fault {
  /** What it makes of a row is told as well. */
  readonly adds?: (operation: Operation) => string;
  /** How many ends before their freeze are told, where that is not as many as are planned. */
  readonly endsToldPerDay?: number;
  /** What it makes of each pipeline. */
  readonly pipelines?: (json: string) => string;
}

/** Names of files that break a rule each. */
export const breakers = ['a.exe', 'b.docx', 'c*.csv', 'd?.csv', 'e./f.csv', ' g.csv', 'h\\i.csv'] as const;

const beginning = Date.parse('2026-03-02T10:00:00.000Z');
const project = 'heart-study';
const link = usualTicks.link * 1000;

/**
 * Plays three quarters of an hour: one in which all packages come, one in which people decide, and one in which that is told; and tells what left
 * in each. Flows go on together as they do in Azure, and the sweep comes at the ticks.
 */
export async function play(
  planned: readonly Planned[],
  arrivals: Arrivals,
  fault: Fault = {},
): Promise<readonly Told[]> {
  const outside = new OutsideWorld(planned, fault);
  try {
    await outside.begin();
    await outside.arrive(arrivals);
    const told = [await outside.tell(1)];
    await outside.decide();
    return [...told, await outside.tell(2), await outside.tell(3)];
  } finally {
    await outside.stop();
  }
}

/** A mail that left, in which tick, and whether a sweep sent it. */
interface Left {
  readonly tick: number;
  readonly isSwept: boolean;
  readonly text: string;
}

/** A world that is looked at from outside. */
class OutsideWorld {
  readonly #planned: readonly Planned[];
  readonly #fault: Fault;
  readonly #telemetry: string[] = [];
  readonly #mails: Left[] = [];
  readonly #keys = new Map<number, OperationKey>();
  readonly #hidden: OperationKey[] = [];
  readonly #world: MemoryWorld;
  readonly #hub: TestHub;
  readonly #workflows: Workflows;
  #isSweeping = false;

  constructor(planned: readonly Planned[], fault: Fault) {
    this.#planned = planned;
    this.#fault = fault;
    const note = (one: object) => void this.#telemetry.push(JSON.stringify(one));
    this.#world = new MemoryWorld(7, noHook, {
      beginning: new Date(beginning).toISOString(),
      ticks: usualTicks,
      auditWait: settled,
      telemetry: () => ({ span: note, measure: note, flush: async () => {} }),
      ...(fault.pipelines === undefined ? {} : { pipelines: fault.pipelines }),
    });
    const { inbox, time } = this.#world;
    const send = inbox.send.bind(inbox);
    inbox.send = async (mail) => {
      const tick = Math.floor((time.now().getTime() - beginning) / link);
      this.#mails.push({ tick, isSwept: this.#isSweeping, text: masked(mail) });
      await send(mail);
    };
    this.#hub = this.#world.hub();
    const started = new Set<string>();
    const isRunning = (instance: string) => started.has(instance) && !hasEnded(this.#hub.instance(instance).status);
    this.#workflows = {
      start: async (flow: Flow, instance: string, key: unknown) => {
        if (isRunning(instance)) return;
        started.add(instance);
        this.#hub.start(flow, instance, key);
      },
      wake: async (instance: string) => {
        if (isRunning(instance)) this.#hub.raise(instance, 'wake');
      },
    };
  }

  async begin(): Promise<void> {
    const early = this.#planned.filter(({ fate }) => earlyFates.some((one) => one === fate)).length;
    // Only tables pass. As many ends are told as are planned, and no other.
    const { endsToldPerDay = early } = this.#fault;
    const egress = { ...openEgress, allowedExtensions: ['.csv'], maxOpen: 1000, endsToldPerDay };
    const channels: Channel[] = [{ name: 'team', kind: 'webhook', urlSecret: 'channel-team' }];
    await this.#world.project({ egress: projectSchema.shape.egress.parse(egress), channels });
  }

  /** Lets all packages come, those that are told first: of the others nothing may be told, whatever they are. */
  async arrive({ order, pause, chosen, hidden }: Arrivals): Promise<void> {
    for (const index of order) {
      const [plan, choice] = [this.#planned[index], chosen[index]];
      if (plan === undefined || choice === undefined) throw new Error(`nothing is planned at ${index}`);
      this.#keys.set(index, await this.#bring(plan, choice));
      await this.#pass(pause);
    }
    await this.#pass(20_000);
    for (const { fate, ...one } of hidden)
      if (fate === 'refused') await this.#refuse(one);
      else this.#hidden.push(await this.#bring({ ...one, fate }, one));
    await this.#pass(20_000);
  }

  /** Puts a package at the door that is refused, whichever of its files is told of. */
  async #refuse({ name, content, broken }: Chosen): Promise<void> {
    for (const path of [...broken, 'right.csv'].map((one) => `${project}/${name}/${one}`)) {
      await this.#world.put('exports', path, content);
      const { kind } = await startOperation(this.#world.ports, { door: 'export', path });
      if (kind !== 'refused') throw new Error(`${path} is not refused: ${kind}`);
    }
  }

  /** Puts a package at the door and starts its flow. */
  async #bring({ fate, chance }: Planned, { name, files, content, marker, broken }: Chosen): Promise<OperationKey> {
    const world = this.#world;
    const isOut = fate === 'released';
    const metadata = { note: encodeURIComponent(marker) };
    // What people approve leaves as it is.
    const folder = isOut ? `out-${chance}` : name;
    const text = isOut ? `x,y\n${chance}` : content;
    const paths = Array.from({ length: isOut ? 1 : files }, (_, number) =>
      isOut ? `${folder}/table.csv` : `${folder}/${number}-${Buffer.from(content).toString('hex')}.csv`,
    );
    const wrong = fate === 'rejected' ? broken.map((one, number) => `${folder}/x${number}/${one}`) : [];
    for (const path of paths) await world.put('exports', `${project}/${path}`, text, metadata);
    const id = operationIdOf('export', `${encodeTime(timeInId('export', world.time.now().getTime()), 10)}${chance}`);
    const random = { ...world.ports.random, operationId: () => id };
    const started = await startOperation(
      { ...world.ports, random },
      { door: 'export', path: `${project}/${paths[0]}` },
    );
    if (started.kind !== 'started') throw new Error(`${folder} opened nothing: ${started.kind}`);
    await this.#workflows.start('export', id, started.key);
    // What breaks a rule comes once it is under way: from the beginning it would be refused.
    for (const path of wrong) await world.put('exports', `${project}/${path}`, text, metadata);
    if (fate === 'withdrawn')
      for (const path of paths) await world.container('exports').getBlobClient(`${project}/${path}`).delete();
    else await world.put('exports', `${project}/${folder}/_COMPLETE`, '', { purpose: encodeURIComponent(marker) });
    await this.#hub.settle();
    return started.key;
  }

  /** Lets people decide, each package by its fate. */
  async decide(): Promise<void> {
    for (const [index, { fate }] of this.#planned.entries()) {
      const key = this.#keys.get(index);
      if (key === undefined || (fate !== 'denied' && fate !== 'released')) continue;
      const decided = fate === 'denied' ? ['Ada'] : ['Ada', 'Ben'];
      for (const name of decided) await this.#say(key, name, fate === 'denied' ? 'deny' : 'approve');
    }
  }

  async #say(key: OperationKey, name: string, choice: 'approve' | 'deny'): Promise<void> {
    const { inbox, ports } = this.#world;
    const { email, ...approver } = person(name, name === 'Ada' ? 11 : 12);
    const mail = inbox.mails.find(({ to, text }) => to === email && text.includes(key.id));
    const handle = /\/api\/review\/([\w-]+)\?choice=/.exec(mail?.text ?? '')?.[1] ?? '';
    const digest = (await this.#world.operation(key)).package?.digest ?? '';
    const reason = choice === 'deny' ? 'Small counts' : '';
    const ticks = { lookedAt: choice === 'approve', deidentified: choice === 'approve' };
    const said = { handle, choice, reason, digest, ...ticks };
    const who = { ...approver, emails: [email], groups: 'no-claim' as const };
    const { kind } = await decide({ ...ports, groupsClaim: groupsOff }, { approver: who, ...said });
    if (kind !== 'recorded') throw new Error(`nothing was decided: ${kind}`);
    await this.#workflows.wake(key.id);
    await this.#hub.settle();
  }

  /** Lets time go by to the end of a quarter of an hour, with a sweep at each tick, and tells what left and is shown then. */
  async tell(quarter: number): Promise<Told> {
    const { time, chat, ports } = this.#world;
    const end = beginning + quarter * QUARTER;
    const [mails, messages, telemetry] = [this.#mails.length, chat.messages.length, this.#telemetry.length];
    for (let now = time.now().getTime(); now < end; now = time.now().getTime()) {
      await this.#pass(link - ((now - beginning) % link));
      this.#isSweeping = true;
      await sweep(ports, this.#workflows, { ...sweepSettings, ticks: usualTicks });
      this.#isSweeping = false;
      await this.#hub.settle();
    }
    const operations = await Promise.all([...this.#keys.values()].map((key) => this.#world.operation(key)));
    const told = operations.filter(isRevealed).toSorted((one, other) => (one.id < other.id ? -1 : 1));
    const { adds } = this.#fault;
    return {
      views: told.map((one) => outsideView(one)),
      mails: [...this.#mailsSince(mails), ...(adds === undefined ? [] : told.map(adds))],
      messages: chat.messages
        .slice(messages)
        .map(({ body }) => body)
        .toSorted(),
      telemetry: this.#telemetry.slice(telemetry).toSorted(),
      answers: await answersOutside(this.#world, this.#workflows, told, this.#hidden),
      released: await this.#released(),
    };
  }

  /** What a sweep sends has an order; flows go on side by side, so theirs is chance. */
  #mailsSince(first: number): string[] {
    const line = ({ tick, text }: Left) => `${tick}: ${text}`;
    const since = this.#mails.slice(first);
    return [
      ...since.filter(({ isSwept }) => isSwept).map(line),
      ...since
        .filter(({ isSwept }) => !isSwept)
        .map(line)
        .toSorted(),
    ];
  }

  async #released(): Promise<string[]> {
    const container = this.#world.container('released');
    const lines: string[] = [];
    for await (const { name } of container.listBlobsFlat()) {
      const blob = container.getBlobClient(name);
      const { metadata, contentType } = await blob.getProperties();
      const content = (await this.#world.contents('released', name))[name];
      lines.push(JSON.stringify([name, metadata, contentType, content]));
    }
    return lines.toSorted();
  }

  async #pass(milliseconds: number): Promise<void> {
    const { time } = this.#world;
    const end = time.now().getTime() + milliseconds;
    for (let next = time.next; next !== undefined && next.getTime() <= end; next = time.next) {
      time.wakeNext();
      await this.#hub.settle();
    }
    await time.pass(end - time.now().getTime());
  }

  async stop(): Promise<void> {
    await this.#hub.stop();
    if (this.#hub.warnings.length > 0) throw new Error(this.#hub.warnings.join('\n'));
  }
}

/** A mail without the chance in it: the handles of its links and what follows the number of the package in its ids. */
function masked({ messageId, follows = '', ...mail }: Mail): string {
  const calendar = mail.calendar?.content.replaceAll('\r\n ', '');
  const ids = [messageId, follows].map((one) => one.replace(/[0-9a-f-]{36}@/, '@'));
  return JSON.stringify([mail.to, mail.subject, { ...mail, calendar }, ids]).replaceAll(
    /\/api\/review\/[\w-]{43}/g,
    '/api/review/…',
  );
}
