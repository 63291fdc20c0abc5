import { newRound } from '../domain/approval.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Round } from '../domain/round.ts';
import { roundEvents } from '../domain/round-events.ts';
import type { Ports } from '../ports/ports.ts';
import { latestRound, type RevisePorts, reviseRound } from './amend-round.ts';
import { amend, requireOperation, requireProject } from './operations.ts';
import { firstWrite, researchersSince } from './researchers-since.ts';

type OpenPorts = Pick<Ports, 'projects' | 'register' | 'decisions' | 'manifests' | 'audit' | 'clock'>;

/**
 * Opens the round of approval of a package with the rules and people of the project as they are now, or keeps the one that stands.
 * The number goes into the row.
 */
export async function openReview(ports: OpenPorts, key: OperationKey): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const standing = latestRound((await ports.decisions.read(operation.id)).rounds);
  const round = standing ? standing.value : await openFirst(ports, operation);
  await ports.audit.append(key.project, roundEvents(round));
  await amend(ports.register, key, () => ({ round: round.number }));
}

async function openFirst(ports: OpenPorts, operation: Operation): Promise<Round> {
  const { projects, decisions, clock } = ports;
  if (!operation.package) throw new Error(`The package ${operation.id} has no digest to decide about`);
  const project = await requireProject(projects, operation.project);
  const filesSince = await firstWrite(ports, operation);
  const round = newRound({
    exportId: operation.id,
    project: project.value,
    definition: project.hash,
    researchers: await researchersSince(projects, project, filesSince),
    filesSince,
    number: 1,
    digest: operation.package.digest,
    now: clock.now(),
  });
  return (await decisions.openRound(round)).value;
}

/** Holds the round of a package that was to be released to the definition in force: it is open again, or another is in its place. */
export async function reopenReview(ports: RevisePorts, { key }: { readonly key: OperationKey }): Promise<void> {
  await reviseRound(ports, key);
}
