import { createHash } from 'node:crypto';
import type { Door } from '../../../domain/base/door.ts';
import { rowDisagrees } from '../../../domain/history/record-agreement.ts';
import { factsOf } from '../../../domain/lifecycle/advance.ts';
import { workedOnIn } from '../../../domain/lifecycle/unpublished.ts';
import { foldCase } from '../../../domain/operation/blob-name.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import type { RestoreStep } from '../../../domain/overview/store.ts';

/** What is written, by the step that it belongs to; a mark is of the store that its key names. */
const stepsOf = {
  operation: 'register',
  'removed-line': 'register',
  name: 'register',
  'removed-name': 'register',
  again: 'register',
  version: 'register',
  'removed-version': 'register',
  telling: 'register',
  take: 'register',
  duties: 'register',
  round: 'decisions',
  decision: 'decisions',
  absence: 'absences',
  change: 'changes',
  mark: undefined,
} as const satisfies Readonly<Record<string, RestoreStep | undefined>>;

export type RepairKind = keyof typeof stepsOf;
export const repairKinds = Object.keys(stepsOf).filter((kind): kind is RepairKind => Object.hasOwn(stepsOf, kind));

/** The store that a repair puts back, by the name under which it can be asked for. */
export function storeOf({ what, key }: Pick<Repair, 'what' | 'key'>): string {
  return stepsOf[what] ?? key.slice(key.indexOf(':') + 1);
}

export interface Repair {
  readonly what: RepairKind;
  readonly key: string;
  readonly why: string;
}

/** A row of the register as it stands, or what is wrong with one that cannot be read. */
export type StoredOperation = { readonly operation: Operation } | { readonly problem: string };

/** Why the row of an operation is to be written from the line of its newest move; undefined when it agrees, or is newer than the audit. */
export function whyWritten(standing: StoredOperation | undefined, line: Operation): string | undefined {
  if (standing === undefined) return `It is missing: the audit tells that it became ${stateText(line.state)}`;
  if ('problem' in standing) return standing.problem;
  const { operation } = standing;
  const other = identity.find((name) => operation[name] !== line[name]);
  if (other !== undefined) return `Its '${other}' is ${operation[other]}, and the audit says ${line[other]}`;
  if (operation.revision < line.revision)
    return `It is of the revision ${operation.revision}; the audit tells of the revision ${line.revision}`;
  return operation.revision === line.revision ? rowDisagrees(operation, line) : undefined;
}

/** What no move changes. */
const identity = ['id', 'door', 'project', 'name', 'shape', 'startedAt'] as const;

/** Whether the table of its door knows the state of the operation, and of a failed one that in which it failed. */
export function isKnown(operation: Operation): boolean {
  try {
    factsOf(operation);
    factsOf({ ...operation, state: workedOnIn(operation) });
    return true;
  } catch {
    return false;
  }
}

/** Whether the operation is worked on without a name, or failed in that. */
export function hasNoName(operation: Operation): boolean {
  return factsOf({ ...operation, state: workedOnIn(operation) }).nameless === true;
}

/** An operation that must hold its name. */
export interface Claim {
  readonly door: Door;
  readonly name: string;
  readonly id: string;
}

/** What the rows of names must be: each claim that stands alone, and a problem for each name that several operations claim. */
export function heldNames(claims: readonly Claim[]): { readonly held: readonly Claim[]; readonly problems: string[] } {
  const byName = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = nameKey(claim);
    byName.set(key, [...(byName.get(key) ?? []), claim]);
  }
  const all = [...byName.values()];
  return {
    held: all.flatMap((some) => (some.length === 1 ? some : [])),
    problems: all.filter((some) => some.length > 1).map(contested),
  };
}

/** The name at its door, in whatever case it is spelt. */
export function nameKey({ door, name }: Pick<Claim, 'door' | 'name'>): string {
  return `${door}/${foldCase(name)}`;
}

function contested(claims: readonly Claim[]): string {
  const ids = claims.map(({ id }) => id).toSorted();
  return `${ids.join(' and ')} claim one name at the ${claims[0]?.door} door, and nothing is written of it: let all but one of them end, then ask again`;
}

/** SHA-256 over what is to be written: whoever applies a plan names it, so that nothing else is done. */
export function repairsDigest(project: string, repairs: readonly Repair[]): string {
  const lines = repairs.map(({ what, key, why }) => JSON.stringify([what, key, why]));
  return createHash('sha256')
    .update([project, ...lines].join('\n'))
    .digest('hex');
}
