import { hasEnded } from '../../local/host/durable/instance.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Project } from '../../src/domain/project/project.ts';
import type { Choice } from '../../src/domain/review/decision.ts';
import type { Mail } from '../../src/ports/mail.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { groupsOff } from '../domain/sample.ts';
import type { TestHub } from '../orchestrators/task-hub.ts';
import { noHook } from './hook.ts';
import { settled } from './time.ts';
import { MemoryWorld } from './world.ts';

/** Somebody of a project. */
interface Somebody {
  readonly name: string;
  readonly email: string;
  readonly oid: string;
}

/** A deployment in which every orchestration lives on while time goes by. The sweep comes at the minutes of each day (UTC) that a test names. */
export class LivingWorld {
  readonly world: MemoryWorld;
  readonly workflows: Workflows;
  /** Times of day (UTC), 'HH:MM' and in their order. */
  sweeps: readonly string[] = [];
  /** Every mail with the time at which it was sent. */
  readonly sent: { readonly at: string; readonly mail: Mail }[] = [];
  readonly #hub: TestHub;
  readonly #started = new Set<string>();

  constructor(beginning: string) {
    this.world = new MemoryWorld(1, noHook, { beginning, auditWait: settled });
    const { inbox, time } = this.world;
    const send = inbox.send.bind(inbox);
    inbox.send = async (mail) => {
      this.sent.push({ at: time.now().toISOString(), mail });
      await send(mail);
    };
    this.#hub = this.world.hub();
    this.workflows = {
      start: async (flow, instance, key) => this.#start(flow, instance, key),
      wake: async (instance) => {
        if (this.#started.has(instance) && !hasEnded(this.#hub.instance(instance).status))
          this.#hub.raise(instance, 'wake');
      },
    };
  }

  #start(flow: Flow, instance: string, key: unknown): void {
    if (this.#started.has(instance) && !hasEnded(this.#hub.instance(instance).status)) return;
    this.#started.add(instance);
    this.#hub.start(flow, instance, key);
  }

  /** Puts a definition in force, with changes to the one that stands. */
  async change(id: string, change: (project: Project) => Project): Promise<void> {
    const standing = await this.world.ports.projects.get(id);
    if (standing === undefined) throw new Error(`no project ${id}`);
    await this.world.ports.projects.put(change(standing.value), standing.etag);
  }

  /** Drops a package and lets it come into review. */
  async package(project: string, name: string): Promise<OperationKey> {
    await this.world.put('exports', `${project}/${name}/table.csv`, name);
    await this.world.put('exports', `${project}/${name}/_COMPLETE`, '');
    const key = await this.world.open('export', `${project}/${name}/table.csv`);
    await this.workflows.start('export', key.id, key);
    await this.#hub.settle();
    await this.#until(this.world.time.now().getTime() + 60_000);
    const { state } = await this.world.operation(key);
    if (state !== 'in-review') throw new Error(`${name} is ${state}`);
    return key;
  }

  /** Lets time go by until then; sweeps come on their way. */
  async until(time: string): Promise<void> {
    const end = Date.parse(time);
    for (let next = this.#nextSweep(); next <= end; next = this.#nextSweep()) {
      await this.#until(next);
      await this.sweep();
    }
    await this.#until(end);
    if (this.#hub.warnings.length > 0) throw new Error(this.#hub.warnings.join('\n'));
  }

  /** One sweep, now, and everything that it starts or wakes. */
  async sweep(): Promise<void> {
    await sweep(this.world.ports, this.workflows, sweepSettings);
    await this.#hub.settle();
  }

  /** Somebody decides by the newest link they were sent about the package. */
  async decide(key: OperationKey, { oid, name, email }: Somebody, choice: Choice): Promise<string> {
    const links = this.mailsTo(email).flatMap(({ text }) =>
      text.includes(key.id) ? (/\/api\/review\/([\w-]+)\?/.exec(text)?.[1] ?? []) : [],
    );
    const digest = (await this.world.operation(key)).package?.digest ?? '';
    const said = {
      choice,
      reason: choice === 'approve' ? '' : 'A name is in it',
      lookedAt: true,
      deidentified: true,
      digest,
    };
    const ports = { ...this.world.ports, groupsClaim: groupsOff };
    const approver = { oid, name, emails: [], groups: 'no-claim' as const };
    const { kind } = await decide(ports, { handle: links.at(-1) ?? '', approver, ...said });
    await this.wake(key);
    return kind;
  }

  /** Wakes the orchestration of an operation, as whoever changed something for it does. */
  async wake({ id }: OperationKey): Promise<void> {
    await this.workflows.wake(id);
    await this.#hub.settle();
  }

  mailsTo(email: string): readonly Mail[] {
    return this.world.inbox.mails.filter(({ to }) => to === email);
  }

  stop(): Promise<void> {
    return this.#hub.stop();
  }

  #nextSweep(): number {
    const now = this.world.time.now().getTime();
    const today = new Date(now).toISOString().slice(0, 10);
    const times = this.sweeps.map((clock) => Date.parse(`${today}T${clock}:00Z`));
    const first = times[0];
    return times.find((time) => time > now) ?? (first === undefined ? Number.POSITIVE_INFINITY : first + 86_400_000);
  }

  async #until(end: number): Promise<void> {
    const { time } = this.world;
    for (let next = time.next; next !== undefined && next.getTime() <= end; next = time.next) {
      time.wakeNext();
      await this.#hub.settle();
    }
    await time.pass(end - time.now().getTime());
  }
}
