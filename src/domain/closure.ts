import { clearedNames, dueNames } from './due-receipts.ts';
import type { Operation } from './operation.ts';
import type { Closed } from './project.ts';
import type { ClosurePayload } from './receipt.ts';

/** Name of the receipt of a closed project. One whose releases are revoked later than it was closed has a second one. */
export function closureName(project: string, releases: Closed['releases']): string {
  return `${project}-closure-${releases}`;
}

/** The project that the name of a receipt promises the closure of; undefined for the name of another receipt. */
export function projectOfClosure(name: string): string | undefined {
  return /^([a-z][a-z0-9-]*)-closure-(?:keep|revoke)$/.exec(name)?.[1];
}

/** The id of the audit line that says that a closing has come to its end; its receipt must be there then. */
export function closedEventId(receipt: string): string {
  return `${receipt}.closed`;
}

/** An operation that has come to its end, as the receipt of its closed project lists it. */
export function listedInClosure(operation: Operation): ClosurePayload['operations'][number] {
  const { id, door, name, state, version, retraction } = operation;
  return {
    operation: id,
    door,
    name,
    state,
    ...(version === undefined ? {} : { version }),
    ...(retraction === undefined ? {} : { closedAt: retraction.closedAt, restorableUntil: retraction.restorableUntil }),
    receipts: [...dueNames(operation), ...clearedNames(operation)],
  };
}

/** What the audit line about the end of a closing counts. */
export function countsOfClosure({ operations }: Pick<ClosurePayload, 'operations'>): Readonly<Record<string, number>> {
  const count = (...states: readonly string[]) => operations.filter(({ state }) => states.includes(state)).length;
  const named = { retracted: count('retracted'), kept: count('released'), revoked: count('revoked') };
  return { ...named, others: operations.length - named.retracted - named.kept - named.revoked };
}

/** Where an operation is not as the receipt of its closed project lists it; only what was released may still be taken back. */
export function closureDisagrees(
  { operations }: Pick<ClosurePayload, 'operations'>,
  { id, state, failure }: Pick<Operation, 'id' | 'state' | 'failure'>,
): string | undefined {
  const listed = operations.find(({ operation }) => operation === id);
  if (listed === undefined) return `It does not list ${id}, which is ${state}`;
  const now = state === 'failed' ? failure?.state : state;
  const isRevoked = listed.state === 'released' && (now === 'revoking' || now === 'revoked');
  return listed.state === state || isRevoked ? undefined : `It lists ${id} as ${listed.state}, and it is ${state}`;
}
