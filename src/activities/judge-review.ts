import { type Recheck, type Round, recheckRelease } from '../domain/approval.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { decisionEvent } from './decide.ts';
import { latestRound } from './open-review.ts';
import { requireOperation, requireProject } from './operations.ts';
import { record } from './record.ts';
import { latestTransfer } from './transfer-rows.ts';
import { verifyFrozen } from './verify-copy.ts';

/**
 * Reads how the latest round stands. The rows decide; a wake-up only says 'look again'. A round that is past its deadline stays
 * open until somebody decides. Once it is closed, decisions whose audit line a crash prevented are written.
 */
export async function judgeReview(
  ports: Pick<Ports, 'decisions' | 'audit'>,
  { id, project }: OperationKey,
): Promise<{ readonly status: Round['status']; readonly deadline: string }> {
  const { rounds, decisions } = await ports.decisions.read(id);
  const stored = latestRound(rounds);
  if (!stored) throw new Error(`The export ${id} is in review and has no round of approval`);
  const { status, deadline, number } = stored.value;
  if (status !== 'open') {
    await ports.audit.append(project, decisions.filter(({ round }) => round === number).map(decisionEvent));
  }
  return { status, deadline };
}

/** What the last look before a release says. `differs` stops the export with an alert; nothing is released. */
export type ReleaseCheck =
  | { readonly kind: 'release' }
  | { readonly kind: 'reopen'; readonly drop: readonly string[] }
  | { readonly kind: 'return' }
  | { readonly kind: 'differs'; readonly message: string };

/**
 * Looks right before the release whether the approval still holds and the frozen copy is still the one that was approved. Once
 * the release run was asked for, there is no way back and the answer is `release`.
 */
export async function checkRelease(
  ports: Pick<Ports, 'listing' | 'manifests' | 'projects' | 'register' | 'decisions' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<ReleaseCheck> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (latestTransfer(operation, 'release')) return { kind: 'release' };
  const frozen = await verifyFrozen(ports, operation);
  if (frozen.kind === 'differs') return frozen;
  const { rounds, decisions } = await ports.decisions.read(key.id);
  const round = rounds.find(({ value }) => value.number === operation.round)?.value;
  const differs = (message: string) => ({ kind: 'differs', message }) as const;
  if (operation.round !== undefined && !round) return differs(`The round ${operation.round} of approval is gone`);
  if (round?.status === 'open') return { kind: 'reopen', drop: [] };
  if (round && round.digest !== operation.package?.digest) return differs('The approval was given to another package');
  const { value: project } = await requireProject(ports.projects, key.project);
  const verdict = recheckRelease({ project, round, decisions, now: ports.clock.now() });
  await recordCheck(ports, operation, verdict);
  return verdict.kind === 'return' ? { kind: 'return' } : verdict;
}

async function recordCheck(
  ports: Pick<Ports, 'audit' | 'clock'>,
  operation: Operation,
  verdict: Recheck,
): Promise<void> {
  const why = verdict.kind === 'return' ? { why: verdict.why } : {};
  await record(ports, operation, {
    id: `recheck-${operation.revision}`,
    kind: 'review.rechecked',
    data: { outcome: verdict.kind, ...why },
  });
}
