import type { AuditEvent } from '../audit/chain-line.ts';
import { clearedNames, dueNames } from '../lifecycle/due-receipts.ts';
import type { ClosurePayload, SignedPayload } from '../lifecycle/receipt.ts';
import type { Operation } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';
import { destroyedOf } from '../project/destruction.ts';
import type { Closed } from '../project/project.ts';

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

export function listedInClosure(
  operation: Operation,
  restorableDays: Parameters<typeof destroyedOf>[1],
): ClosurePayload['operations'][number] {
  const { id, door, name, state, version, retraction } = operation;
  const listing = operation.package ?? operation.source;
  return {
    operation: id,
    door,
    name,
    state,
    ...(version === undefined ? {} : { version }),
    ...(retraction === undefined ? {} : { closedAt: retraction.closedAt, restorableUntil: retraction.restorableUntil }),
    ...(listing === undefined ? {} : { digest: listing.digest, files: listing.count, bytes: listing.bytes }),
    destroyed: destroyedOf(operation, restorableDays),
    receipts: [...dueNames(operation), ...clearedNames(operation)],
  };
}

export function countsOfClosure({ operations }: Pick<ClosurePayload, 'operations'>): Readonly<Record<string, number>> {
  const count = (...states: readonly string[]) => operations.filter(({ state }) => states.includes(state)).length;
  const named = { retracted: count('retracted'), kept: count('released'), revoked: count('revoked') };
  return { ...named, others: operations.length - named.retracted - named.kept - named.revoked };
}

/** A line from before certificates of destruction tells nothing of what was destroyed. */
export function certificateDisagrees(
  stated: SignedPayload | undefined,
  { outcome }: AuditEvent['data'],
): string | undefined {
  if (outcome === undefined) return undefined;
  if (stated?.kind !== 'closure') return 'It is missing: the audit tells that the project is closed';
  const found = stated.destruction?.outcome;
  if (found === outcome) return undefined;
  return `It says ${found ?? 'nothing'} of what was destroyed, and the audit tells of ${outcome}`;
}

/** Where an operation is not as the receipt of its closed project lists it; only what was released may still be taken back. */
export function closureDisagrees(
  { operations }: Pick<ClosurePayload, 'operations'>,
  { id, state, failure, ...listings }: Pick<Operation, 'id' | 'state' | 'failure' | 'package' | 'source'>,
): string | undefined {
  const listed = operations.find(({ operation }) => operation === id);
  if (listed === undefined) return `It does not list ${id}, which is ${stateText(state)}`;
  const digest = (listings.package ?? listings.source)?.digest;
  if (listed.digest !== undefined && listed.digest !== digest)
    return `It lists ${id} with the digest ${listed.digest}, and the register has ${digest}`;
  const now = state === 'failed' ? failure?.state : state;
  const isRevoked = listed.state === 'released' && (now === 'revoking' || now === 'revoked');
  return listed.state === state || isRevoked
    ? undefined
    : `It lists ${id} as ${listed.state}, and it is ${stateText(state)}`;
}
