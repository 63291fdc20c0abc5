import { requireOperation, rewrite } from '../../activities/operation/operations.ts';
import { writePendingLines } from '../../activities/operation/pending-lines.ts';
import { record } from '../../activities/operation/record.ts';
import { latestRound } from '../../activities/review/amend-round.ts';
import { orchestrationOf, parseOperationId } from '../../domain/base/door.ts';
import { IllegalMove, Refused } from '../../domain/base/errors.ts';
import { withCorrection } from '../../domain/lifecycle/corrections.ts';
import { backStates } from '../../domain/lifecycle/public-state.ts';
import { mayContinue, whyNotSubmitted } from '../../domain/lifecycle/submission.ts';
import { uploadNameProblem } from '../../domain/operation/blob-name.ts';
import { chosenIds, madeFromText, publishedVersion } from '../../domain/operation/made-from.ts';
import type { Operation, OperationKey, Submission } from '../../domain/operation/operation.ts';
import { noEarlier } from '../../domain/operation/said-about.ts';
import type { Round } from '../../domain/review/round.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { rememberDoor } from './open-when-room.ts';

export interface SubmissionAsked extends Omit<Submission, 'at' | 'madeFrom'> {
  readonly key: OperationKey;
  /** Ids of the datasets that it was made from, or *unknown* alone; empty where nothing was chosen. */
  readonly madeFrom?: readonly string[];
}

type SubmitPorts = Pick<Ports, 'register' | 'audit' | 'clock' | 'decisions'>;

/** So often it is considered anew because the operation moved on at the same moment. */
const mostTries = 5;

/**
 * Writes what a researcher of the project typed about a package, with an audit line that holds the row, and wakes its flow, which may
 * wait for a purpose. Where people are asked already their round is told first, so that nobody decides by what they did not see. Throws
 * IllegalMove when it is too late, Refused when it goes on with no package that went back.
 */
export async function submitPackage(
  ports: SubmitPorts,
  workflows: Workflows,
  { key, by: { oid }, madeFrom: chosen = [], ...typed }: SubmissionAsked,
): Promise<Operation> {
  const madeFrom = await madeFromOf(ports, key.project, chosen);
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const at = ports.clock.now().toISOString();
    const submission = { ...typed, ...madeFrom, by: { oid }, at };
    const { value: operation } = await requireOperation(ports.register, key);
    const { rounds, decisions } = await ports.decisions.read(key.id);
    refuseWhenLate(operation, decisions.length > 0);
    if (rounds.length === 0 && submission.purpose === '') throw new Refused('Say why the package is sent');
    await requireEarlier(ports, operation, submission);
    if (!(await tellRound(ports, latestRound(rounds), at))) continue;
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

/** False when the round changed meanwhile, perhaps by a decision. */
async function tellRound({ decisions }: SubmitPorts, round: Stored<Round> | undefined, at: string): Promise<boolean> {
  if (round?.value.status !== 'open') return true;
  try {
    await decisions.updateRound({ ...round, value: { ...round.value, saidAt: at } });
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

function refuseWhenLate(operation: Operation, isDecided = false): void {
  const refusal = whyNotSubmitted(operation, isDecided);
  if (refusal !== undefined) throw new IllegalMove(`${refusal}. Nothing was changed.`);
}

async function requireEarlier(ports: SubmitPorts, operation: Operation, { continues }: Submission): Promise<void> {
  if (continues === undefined || continues === noEarlier) return;
  const key = { project: operation.project, id: continues };
  const earlier = parseOperationId(continues)?.door === 'export' ? await ports.register.get(key) : undefined;
  if (earlier !== undefined && mayContinue(operation, earlier.value)) return;
  throw new Refused(
    `${continues} is no earlier package of ${operation.project} that went back: choose one that did, or none`,
  );
}

/**
 * Undefined when the operation has moved meanwhile, or people were asked: its newest line would not tell of the submission then. The line comes before the row,
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
    id: `submission-${seen.revision}-${seen.round ?? 0}-${at.replace(/\D/g, '')}-${by.oid}`,
    kind: 'export.submission',
    actor: by.oid,
    data: { purpose, madeFrom, label, answer, continues, row: JSON.stringify(next) },
  });
  const written = await rewrite(ports.register, seen, (operation) => {
    refuseWhenLate(operation);
    const isSame = operation.revision === seen.revision && operation.round === seen.round;
    return isSame ? { ...operation, submission } : operation;
  });
  return written.submission?.at === submission.at ? written : undefined;
}

/**
 * Keeps a place in the conversation for the package that corrects one that went back: the next under its name, or under the one that was
 * typed. Nothing outside tells whether it came, since names are chosen inside. Throws IllegalMove for one that did not go back.
 */
export async function awaitCorrection(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  key: OperationKey,
  { name, by }: { readonly name: string; readonly by: string },
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const problem = name === '' ? undefined : uploadNameProblem('export', name);
  if (problem !== undefined) throw new Refused(`${problem.publicMessage}. Nothing was kept.`);
  if (operation.door !== 'export' || !backStates.includes(operation.state))
    throw new IllegalMove(`${key.id} did not go back, so no package corrects it`);
  const at = ports.clock.now().toISOString();
  const id = `correction-${at.replace(/\D/g, '')}-${by}`;
  await record(ports, operation, { id, kind: 'export.correction', actor: by, data: { awaited: name } });
  const next = { continues: key.id, name: name || operation.name, at, by };
  await rememberDoor(ports, { door: 'export', project: key.project }, ({ corrections = [], ...note }) => ({
    ...note,
    corrections: withCorrection(corrections, next),
  }));
}
