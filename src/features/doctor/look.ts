import type { MachinePort, WorkspacePort } from '../../compute/ports/compute.ts';
import { systemChain } from '../../domain/audit/audit-event.ts';
import { type AuditEvent, eventIn } from '../../domain/audit/chain-line.ts';
import type { Deployment } from '../../domain/overview/deployment.ts';
import type { Shown } from '../../domain/overview/shown.ts';
import type { Project } from '../../domain/project/project.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ClientAssertion } from '../../ports/sign-in.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import type { CheckVerdict } from './domain/check.ts';
import { type RefusedDefinition, unfinished } from './domain/definition-checks.ts';
import type { Probes } from './probes.ts';

/** A question whose answer is judged. Throws where nobody answers. */
export type Question = () => CheckVerdict | Promise<CheckVerdict>;

export interface DoctorPorts
  extends Pick<
    Ports,
    | 'projects'
    | 'overview'
    | 'holds'
    | 'absences'
    | 'audit'
    | 'secrets'
    | 'dataFactory'
    | 'mailer'
    | 'clock'
    | 'code'
    | 'register'
    | 'manifests'
    | 'seals'
    | 'sweepPlaces'
    | 'signedLog'
  > {
  readonly doctor: {
    readonly probes: Probes;
    readonly deployment: Deployment;
    readonly machines: Pick<MachinePort, 'list' | 'statuses'>;
    readonly workspace: Pick<WorkspacePort, 'list'>;
    readonly assertion: ClientAssertion;
  };
  readonly sealer: {
    seal(purpose: 'verification', value: unknown, seconds: number): Promise<string>;
    open(purpose: 'verification', sealed: string): Promise<unknown>;
  };
}

export interface Definitions {
  readonly accepted: readonly Project[];
  readonly refused: readonly RefusedDefinition[];
  /** Those accepted of projects that have not come to their end. */
  readonly unfinished: readonly Project[];
}

/** What several checks look at. Each is read at its first use, once. */
export interface Look {
  definitions(): Promise<Definitions>;
  seen(): Promise<Seen | undefined>;
  open(): Promise<readonly Shown[]>;
  /** Where the chains end, first those that were written last. */
  ends(): Promise<readonly ChainEnd[]>;
  /** The newest events of the chains that were written last, in no order. */
  events(): Promise<readonly AuditEvent[]>;
}

export function lookOnce(ports: DoctorPorts): Look {
  const ends = once(() => readEnds(ports));
  return {
    ends,
    definitions: once(() => readDefinitions(ports)),
    seen: once(() => ports.overview.seen()),
    open: once(() => readOpen(ports)),
    events: once(async () => readEvents(ports, await ends())),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

async function readDefinitions({ projects, clock }: DoctorPorts): Promise<Definitions> {
  const accepted: Project[] = [];
  const refused: RefusedDefinition[] = [];
  for await (const found of projects.list()) {
    if ('problems' in found) refused.push(found);
    else accepted.push(found.value);
  }
  return { accepted, refused, unfinished: unfinished(accepted, clock.now()) };
}

async function readOpen({ overview }: DoctorPorts): Promise<readonly Shown[]> {
  return (await Array.fromAsync(overview.open())).flatMap(({ row }) => row?.shown ?? []);
}

async function readEnds({ audit }: DoctorPorts): Promise<readonly ChainEnd[]> {
  return (await audit.ends()).toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime());
}

/** There are more chains each year, and each becomes longer: neither may make it slower. */
const chainsAtMost = 6;
const linesOfSystem = 200;
/** Of the last blob of each other chain; that takes a request or two. */
const bytesOfOthers = 48 * 1024;

async function readEvents({ audit }: DoctorPorts, ends: readonly ChainEnd[]): Promise<readonly AuditEvent[]> {
  // What an operator does to all projects stands in the chain of the system.
  const system = ends.filter(({ chain }) => chain === systemChain);
  const some = [...system, ...ends.filter((end) => !system.includes(end))].slice(0, chainsAtMost);
  const read = (end: ChainEnd) =>
    Array.fromAsync(system.includes(end) ? newestLines(audit, end) : lastBytes(audit, end));
  const lines = (await inOrder(chainsAtMost, some, read)).flat();
  return lines.flatMap((line) => eventIn(line) ?? []);
}

async function* newestLines(audit: DoctorPorts['audit'], end: ChainEnd): AsyncGenerator<string> {
  let lines = 0;
  for await (const line of audit.newest(end.chain, end)) {
    yield line;
    lines += 1;
    if (lines === linesOfSystem) return;
  }
}

async function* lastBytes(audit: DoctorPorts['audit'], end: ChainEnd): AsyncGenerator<string> {
  for await (const { line, at } of audit.read(end, 'back')) {
    yield line;
    if (end.length - at > bytesOfOthers) return;
  }
}
