import { latestRound } from '../activities/open-review.ts';
import { factsOf } from '../domain/advance.ts';
import { messageOf } from '../domain/errors.ts';
import type { Door, Operation, OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import type { Workflows } from '../ports/workflows.ts';
import { announceUpload } from './announce-upload.ts';
import { openChange } from './pending.ts';
import { whyStray } from './start-operation.ts';

type SweepPorts = Pick<
  Ports,
  'listing' | 'projects' | 'changes' | 'register' | 'decisions' | 'audit' | 'clock' | 'random'
>;

/** What a sweep found and did. */
export interface SweepReport {
  /** Operations opened for uploads that no event announced. */
  readonly started: number;
  /** Unfinished operations whose orchestration was made sure to run. */
  readonly ensured: number;
  /** Exports woken because their round is closed. */
  readonly woken: number;
  /** Exports in review past the deadline of their round; the alert of the deployment looks for this count in the log. */
  readonly overdue: number;
  /** Operations that rest at a failure until an operator looks. */
  readonly failed: number;
  /** Top-level names outside every project. */
  readonly strays: number;
}

/**
 * Finds by listing what no event announced, and starts the orchestration of every operation that is to be worked on; starting a
 * running one changes nothing. An export whose round is closed is woken, as its waiter may have missed the wake. What fails for one
 * name, project or account does not keep the others waiting: everything is tried, `told` gets the report and the operations that rest at a failure,
 * then an AggregateError tells of all that went wrong here.
 */
export async function sweep(
  ports: SweepPorts,
  workflows: Workflows,
  told: (report: SweepReport, failed: readonly OperationKey[]) => void = () => {},
): Promise<SweepReport> {
  const report = { started: 0, ensured: 0, woken: 0, overdue: 0, failed: 0, strays: 0 };
  const sweeping: Sweeping = { ports, workflows, report, failed: [] };
  const failures = new Failures();
  for (const door of ['ingress', 'export'] as const) {
    await failures.keep(`the names at the ${door} door`, () => announceAll(sweeping, failures, door));
  }
  await failures.keep('the changes that wait', () => expireChanges(ports, failures));
  await failures.keep('the unfinished operations', () => ensureAll(sweeping, failures));
  told(report, sweeping.failed);
  failures.throwAny();
  return report;
}

interface Sweeping {
  readonly ports: SweepPorts;
  readonly workflows: Workflows;
  readonly report: { -readonly [Count in keyof SweepReport]: SweepReport[Count] };
  readonly failed: OperationKey[];
}

async function announceAll(sweeping: Sweeping, failures: Failures, door: Door): Promise<void> {
  const { ports } = sweeping;
  for await (const top of ports.listing.children(placeOf(door), '')) {
    await failures.keep(`${door} ${top}`, async () => {
      for await (const path of uploads(ports, door, top)) {
        await failures.keep(`${door} ${path}`, () => announce(sweeping, door, path));
      }
    });
  }
}

async function announce({ ports, workflows, report }: Sweeping, door: Door, path: string): Promise<void> {
  const { kind } = await announceUpload(ports, workflows, { door, path });
  if (kind === 'started') report.started += 1;
  if (kind === 'stray') report.strays += 1;
}

async function ensureAll({ ports, workflows, report, failed }: Sweeping, failures: Failures): Promise<void> {
  for await (const operation of ports.register.unfinished()) {
    if (operation.state === 'failed') {
      report.failed += 1;
      failed.push({ project: operation.project, id: operation.id });
    }
    if (!factsOf(operation).runs) continue;
    await failures.keep(operation.id, async () => {
      report.ensured += 1;
      const round = await ensure(ports, workflows, operation);
      if (round === 'closed') report.woken += 1;
      if (round === 'overdue') report.overdue += 1;
    });
  }
}

/** Removes each change of a definition that can no longer be confirmed. */
async function expireChanges(ports: SweepPorts, failures: Failures): Promise<void> {
  for await (const { value } of ports.changes.list()) {
    await failures.keep(`the change ${value.id}`, async () => void (await openChange(ports, value.project)));
  }
}

/** Starts the orchestration of an operation and wakes it when its round is closed. Says how the round stands, if there is one. */
async function ensure(
  ports: Pick<Ports, 'decisions' | 'clock'>,
  workflows: Workflows,
  operation: Operation,
): Promise<'none' | 'open' | 'overdue' | 'closed'> {
  const { flow, instance } = orchestrationOf(operation);
  await workflows.start(flow, instance, { project: operation.project, id: operation.id });
  const standing = await roundStanding(ports, operation);
  if (standing === 'closed') await workflows.wake(instance);
  return standing;
}

/** Failures that must not end a loop, told of all together at its end. */
class Failures {
  readonly #all: Error[] = [];

  async keep(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (cause) {
      this.#all.push(new Error(`${what}: ${messageOf(cause)}`, { cause }));
    }
  }

  throwAny(): void {
    const [first] = this.#all;
    if (first)
      throw new AggregateError(this.#all, `The sweep failed for ${this.#all.length} names, first ${first.message}`);
  }
}

function placeOf(door: Door): 'ingress' | 'exports' {
  return door === 'ingress' ? 'ingress' : 'exports';
}

/** Paths of one blob or folder for each upload under a top-level name at a door; the name itself when it lies outside every project. */
async function* uploads(ports: Pick<Ports, 'listing' | 'projects'>, door: Door, top: string): AsyncGenerator<string> {
  if ((await whyStray(ports, top)) !== undefined) {
    yield top;
    return;
  }
  for await (const name of ports.listing.children(placeOf(door), top)) yield `${top}${name}`;
}

/** The orchestration that works on an operation in its state, and the instance id it has. */
function orchestrationOf({ id, door, state }: Operation): {
  readonly flow: 'ingress' | 'export' | 'discard';
  readonly instance: string;
} {
  return state === 'discarding' ? { flow: 'discard', instance: `${id}-discard` } : { flow: door, instance: id };
}

async function roundStanding(
  { decisions, clock }: Pick<Ports, 'decisions' | 'clock'>,
  { id, state }: Operation,
): Promise<'none' | 'open' | 'overdue' | 'closed'> {
  if (state !== 'in-review') return 'none';
  const round = latestRound((await decisions.read(id)).rounds)?.value;
  if (!round) return 'none';
  if (round.status !== 'open') return 'closed';
  return clock.now() >= new Date(round.deadline) ? 'overdue' : 'open';
}

/** One top-level name at a door that belongs to no project, and why. */
export interface Stray {
  readonly door: Door;
  readonly path: string;
  readonly reason: string;
}

/** Lists what lies outside every project that can be read, at both doors now, for people to see; it is not moved. */
export async function findStrays(ports: Pick<Ports, 'listing' | 'projects'>): Promise<Stray[]> {
  const strays: Stray[] = [];
  for (const door of ['ingress', 'export'] as const) {
    for await (const path of ports.listing.children(placeOf(door), '')) {
      const reason = await whyStray(ports, path).catch(messageOf);
      if (reason !== undefined) strays.push({ door, path, reason });
    }
  }
  return strays;
}
