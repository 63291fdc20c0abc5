import { requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { writePendingLines } from '../../activities/operation/pending-lines.ts';
import { record } from '../../activities/operation/record.ts';
import { orchestrationOf, parseOperationId } from '../../domain/base/door.ts';
import { IllegalMove, Refused } from '../../domain/base/errors.ts';
import { mayContinue, whyNotSubmitted } from '../../domain/lifecycle/submission.ts';
import { chosenIds, madeFromText, publishedVersion } from '../../domain/operation/made-from.ts';
import type { Operation, OperationKey, Submission } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';

export interface SubmissionAsked extends Omit<Submission, 'at' | 'madeFrom'> {
  readonly key: OperationKey;
  /** Ids of the datasets that it was made from, or *unknown* alone; empty where nothing was chosen. */
  readonly madeFrom?: readonly string[];
}

type SubmitPorts = Pick<Ports, 'register' | 'audit' | 'clock'>;

/** So often it is considered anew because the operation moved on at the same moment. */
const mostTries = 5;

/**
 * Writes what a researcher of the project typed about a package, with an audit line that holds the row, and wakes its flow, which may
 * wait for a purpose. Throws IllegalMove when it is too late, Refused when it goes on with no package that went back.
 */
export async function submitPackage(
  ports: SubmitPorts,
  workflows: Workflows,
  { key, by: { oid }, madeFrom: chosen = [], ...typed }: SubmissionAsked,
): Promise<Operation> {
  const at = ports.clock.now().toISOString();
  const submission = { ...typed, ...(await madeFromOf(ports, key.project, chosen)), by: { oid }, at };
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const { value: operation } = await requireOperation(ports.register, key);
    refuseWhenLate(operation);
    await requireEarlier(ports, operation, submission);
    const written = await write(ports, operation, submission);
    if (written === undefined) continue;
    await workflows.wake(orchestrationOf(written).instance);
    return written;
  }
  throw new IllegalMove(`The package ${key.id} moves on too fast; look and ask again`);
}

async function madeFromOf(
  { register }: SubmitPorts,
  project: string,
  chosen: readonly string[],
): Promise<Pick<Submission, 'madeFrom'>> {
  if (chosen.length === 0) return {};
  const ids = chosenIds(chosen);
  if (ids === undefined) return { madeFrom: 'unknown' };
  const madeFrom = await Promise.all(
    ids.map(async (id) => {
      const stored = parseOperationId(id)?.door === 'ingress' ? await register.get({ project, id }) : undefined;
      const version = stored && publishedVersion(stored.value);
      if (version !== undefined) return version;
      throw new Refused(`${id} is no version of a dataset of ${project}: choose versions that are there, or unknown`);
    }),
  );
  return { madeFrom };
}

function refuseWhenLate(operation: Operation): void {
  const refusal = whyNotSubmitted(operation);
  if (refusal !== undefined) throw new IllegalMove(`${refusal}. Nothing was changed.`);
}

async function requireEarlier(ports: SubmitPorts, operation: Operation, { continues }: Submission): Promise<void> {
  if (continues === undefined) return;
  const key = { project: operation.project, id: continues };
  const earlier = parseOperationId(continues)?.door === 'export' ? await ports.register.get(key) : undefined;
  if (earlier !== undefined && mayContinue(operation, earlier.value)) return;
  throw new Refused(
    `${continues} is no earlier package of ${operation.project} that went back: choose one that did, or none`,
  );
}

/**
 * Undefined when the operation has moved meanwhile: its newest line would not tell of the submission then. The line comes before the row,
 * so that whatever stands there was said by somebody.
 */
async function write(ports: SubmitPorts, seen: Operation, submission: Submission): Promise<Operation | undefined> {
  const { purpose, label = '', answer = '', continues = '', by, at } = submission;
  const madeFrom = madeFromText(submission.madeFrom);
  // It holds e-mails, and ends with the state.
  const { withoutEvidenceAsked: _, ...rest } = seen;
  const next = { ...rest, submission };
  // The line of the newest move stands before this one in the chain, as it happened.
  await writePendingLines(ports, seen);
  await record(ports, seen, {
    id: `submission-${seen.revision}-${at.replace(/\D/g, '')}-${by.oid}`,
    kind: 'export.submission',
    actor: by.oid,
    data: { purpose, madeFrom, label, answer, continues, row: JSON.stringify(next) },
  });
  const written = await rewrite(ports.register, seen, (operation) => {
    refuseWhenLate(operation);
    return operation.revision === seen.revision ? { ...operation, submission } : operation;
  });
  return written.revision === seen.revision ? written : undefined;
}
