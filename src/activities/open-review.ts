import { newRound, reopenRound } from '../domain/approval.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Round } from '../domain/round.ts';
import type { Ports } from '../ports/ports.ts';
import type { Stored } from '../ports/records.ts';
import { amend, requireOperation, requireProject } from './operations.ts';
import { record } from './record.ts';

/**
 * Opens the round of approval of a package with the rules and people of the project as they are now, or keeps the one that stands.
 * The number goes into the row.
 */
export async function openReview(
  ports: Pick<Ports, 'projects' | 'register' | 'decisions' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const standing = latestRound((await ports.decisions.read(operation.id)).rounds);
  const round =
    standing && standing.value.status !== 'superseded' ? standing.value : await openNext(ports, operation, standing);
  await record(ports, operation, {
    id: `round-${round.number}`,
    kind: 'review.opened',
    data: {
      round: round.number,
      digest: round.digest,
      quorum: round.rules.quorum,
      independent: round.rules.independent,
      approvers: round.approvers.length,
      deadline: round.deadline,
    },
  });
  await amend(ports.register, key, () => ({ round: round.number }));
}

/** The round with the highest number. */
export function latestRound(rounds: readonly Stored<Round>[]): Stored<Round> | undefined {
  return rounds.toSorted((one, other) => one.value.number - other.value.number).at(-1);
}

async function openNext(
  { projects, decisions, clock }: Pick<Ports, 'projects' | 'decisions' | 'clock'>,
  operation: Operation,
  before: Stored<Round> | undefined,
): Promise<Round> {
  if (!operation.package) throw new Error(`The package ${operation.id} has no digest to decide about`);
  const { value: project } = await requireProject(projects, operation.project);
  const number = (before?.value.number ?? 0) + 1;
  const round = newRound({
    exportId: operation.id,
    project,
    number,
    digest: operation.package.digest,
    now: clock.now(),
  });
  return (await decisions.openRound(round)).value;
}

/** Opens the approved round again without the approvals of those who may no longer decide; the others' decisions stay. */
export async function reopenReview(
  ports: Pick<Ports, 'projects' | 'register' | 'decisions' | 'audit' | 'clock'>,
  { key, drop }: { readonly key: OperationKey; readonly drop: readonly string[] },
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { value: project } = await requireProject(ports.projects, key.project);
  const stored = latestRound((await ports.decisions.read(key.id)).rounds);
  if (!stored) throw new Error(`The package ${key.id} has no round of approval to open again`);
  if (stored.value.status === 'open') return;
  const round = reopenRound(stored.value, project, drop, ports.clock.now());
  await record(ports, operation, {
    id: `round-${round.number}-reopened-${round.revision}`,
    kind: 'review.reopened',
    data: { round: round.number, dropped: drop.length },
  });
  await ports.decisions.updateRound({ value: round, etag: stored.etag });
}
