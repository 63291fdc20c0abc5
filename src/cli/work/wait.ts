import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Client } from '../client.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { isSuccess, standingOf } from '../shown/standing.ts';
import type { Tools } from '../tools.ts';
import { explanationOfOne } from './explain.ts';
import { type Found, findOperation, type TypedOperation } from './find.ts';

/** Times are in milliseconds. */
interface TypedWait extends TypedOperation {
  readonly for?: string | undefined;
  readonly timeout?: number | undefined;
  readonly every?: number | undefined;
}

/** Follows an operation until it ended, waits for somebody, is in the state that was asked for, or the time is over. */
export async function waitFor(tools: Tools, typed: TypedWait): Promise<ExitCode> {
  const { id, timeout = 600_000, every = 2000 } = typed;
  const end = tools.now().getTime() + timeout;
  let [project, last] = [typed.project, ''];
  for (;;) {
    const found = await findOperation(tools.api, { id, project });
    const { body: operation } = found;
    project = operation.project;
    if (operation.state !== last) tools.progress(`${id} is ${stateText(operation.state)}`);
    last = operation.state;
    const verdict = verdictOf(operation, typed.for);
    const goesOn = verdict === undefined || (verdict === exitCodes.waits && (await isUnasked(tools.api, found)));
    const code = goesOn ? (tools.now().getTime() < end ? undefined : exitCodes.timeOver) : verdict;
    if (code === undefined) {
      await tools.pause(every);
      continue;
    }
    tools.show(operation, () => [operation.explanation]);
    return code;
  }
}

/**
 * Whether nobody decides about it although its row says that somebody is asked: a hold is over or ends by itself, a sweep closes its
 * project, or a scanner that was asked twice is to come back, for which its administrator can do no more than wait here.
 */
async function isUnasked(api: Client, found: Found): Promise<boolean> {
  const { owner, next } = await explanationOfOne(api, found);
  return owner === 'system' || (owner === 'administrator' && next[0]?.command[1] === 'wait');
}

/** The code to end with; undefined while there is something to wait for. */
export function verdictOf(operation: Operation, wanted?: string): ExitCode | undefined {
  if (operation.state === wanted) return exitCodes.done;
  const standing = standingOf(operation);
  if (standing === 'moves') return undefined;
  if (standing === 'waits') return exitCodes.waits;
  return wanted === undefined && isSuccess(operation) ? exitCodes.done : exitCodes.endedOtherwise;
}
