import { createHash } from 'node:crypto';
import type { AuditEvent } from '../audit/chain-line.ts';
import type { DatasetState } from '../operation/dataset.ts';
import type { ManifestSummary } from '../operation/manifest.ts';
import type { Operation } from '../operation/operation.ts';
import { timesTakenBack } from '../operation/take-back.ts';
import type { ReceiptPayload, SaidOfCopies } from './receipt.ts';
import { type KeptPlace, keptPlaces } from './retention.ts';
import { frozenStates } from './revealed-ends.ts';
import { workedOnIn } from './unpublished.ts';

type Kind = ReceiptPayload['kind'];

const kinds: readonly Kind[] = ['deletion', 'release', 'interrupted', 'revocation', 'retraction'];

const nothing: readonly Kind[] = [];
const deletion: readonly Kind[] = ['deletion'];
const both: readonly Kind[] = ['deletion', 'release'];
const retracted: readonly Kind[] = ['retraction'];

/**
 * Receipts of a dataset by its state: its originals are deleted before it is available, or when the upload is discarded; a retracted version is
 * gone, and so is the copy of an upload that was never published (`dueReceipts`).
 */
const ofDatasets: Readonly<Record<DatasetState, readonly Kind[]>> = {
  receiving: nothing,
  checking: nothing,
  scanning: nothing,
  copying: nothing,
  verifying: nothing,
  deleting: nothing,
  available: deletion,
  rejected: nothing,
  discarding: nothing,
  discarded: deletion,
  withdrawing: nothing,
  withdrawn: nothing,
  retracting: deletion,
  retracted: ['deletion', 'retraction'],
  failed: nothing,
};

/** Receipts of a package by its state: its originals are deleted by the freeze, so every state behind it has that receipt. */
const ofPackages: Readonly<Record<string, readonly Kind[]>> = {
  ...Object.fromEntries(frozenStates.map((state) => [state, deletion])),
  released: both,
  discarded: deletion,
};

/** An operation that failed has those of the state in which it failed; what its runs did by then, the audit tells, and `interrupted` receipts are due by that. */
export function dueReceipts(operation: Due): readonly Kind[] {
  const table: Readonly<Record<string, readonly Kind[]>> = operation.door === 'ingress' ? ofDatasets : ofPackages;
  const { state, retraction } = operation;
  const unpublished = retraction?.unpublished;
  if (unpublished === undefined) return table[workedOnIn(operation)] ?? nothing;
  return [...ofDatasets[unpublished], ...(state === unpublished ? retracted : nothing)];
}

type Due = Pick<Operation, 'door' | 'state' | 'failure' | 'retraction'>;

/** A release that was taken back has one about that; a release after it, or one that is revoked, is told apart by how often that happened before. */
export function dueNames(operation: Due & Pick<Operation, 'id' | 'takeBack'>): string[] {
  const { id, state, takeBack } = operation;
  const taken = timesTakenBack(operation);
  const isGoing = state === 'revoked' || workedOnIn(operation) === 'revoking';
  const ended = takeBack?.from === 'released' && isGoing ? takeBack.number - 1 : undefined;
  const release = state === 'released' ? taken : ended;
  return [
    ...dueReceipts(operation)
      .filter((kind) => kind !== 'release')
      .map((kind) => nameOfReceipt(id, kind)),
    ...(release === undefined ? [] : [nameOfReceipt(id, 'release', release)]),
    ...Array.from({ length: taken }, (_, index) => nameOfReceipt(id, 'revocation', index + 1)),
  ];
}

/** Name of a receipt. `number` tells apart what may happen more than once: the revision of an interruption, how often a release was taken back. */
export function nameOfReceipt(id: string, kind: Kind, number = 0): string {
  const isFirst = kind === 'deletion' || kind === 'retraction' || (kind === 'release' && number === 0);
  return isFirst ? `${id}-${kind}` : `${id}-${kind}-${number}`;
}

/** Name of the receipt of what a recipient says. Whoever says it again has the same one, and whoever says something else another. */
export function nameOfConfirmation(id: string, { who, releasedAt, text = '' }: SaidOfCopies): string {
  const said = createHash('sha256').update(JSON.stringify([releasedAt, who, text]));
  return `${id}-confirmation-${said.digest('hex').slice(0, 16)}`;
}

/** The kind that a receipt's name promises; undefined when it is the name of none. */
export function kindOfReceipt(name: string): Kind | undefined {
  if (/^exp_[0-9A-Z]{26}-confirmation-[0-9a-f]{16}$/.test(name)) return 'confirmation';
  if (placeOfReceipt(name) !== undefined) return 'clearing';
  const [, kind, number] =
    /^[a-z]{3}_[0-9A-Z]{26}-(deletion|release|interrupted|revocation|retraction)(-\d+)?$/.exec(name) ?? [];
  const known = kinds.find((one) => one === kind);
  const isNumbered = known === 'interrupted' || known === 'revocation';
  return known === 'release' || isNumbered === (number !== undefined) ? known : undefined;
}

/** The place that the name of a receipt promises the clearing of; undefined for the name of another receipt. */
export function placeOfReceipt(name: string): KeptPlace | undefined {
  const [, place] = /^exp_[0-9A-Z]{26}-clearing-(review|returned)$/.exec(name) ?? [];
  return keptPlaces.find((one) => one === place);
}

/** Names of the receipts about what was cleared of an operation after its end. */
export function clearedNames({ id, cleared }: Pick<Operation, 'id' | 'cleared'>): string[] {
  return keptPlaces.flatMap((place) => (cleared?.[place] === undefined ? [] : [`${id}-clearing-${place}`]));
}

/** Where a freeze never came to its end, what was cleared of it was to be the source. Undefined while there is none. */
export function listingOfReceipt(
  { kind, step }: { readonly kind: string; readonly step?: string | undefined },
  { package: frozen, source }: Pick<Operation, 'package' | 'source'>,
): ManifestSummary | undefined {
  if (kind === 'clearing') return frozen ?? source;
  return kind === 'release' || kind === 'confirmation' || step === 'export-release' ? frozen : source;
}

export function operationOfReceipt(name: string): string {
  return name.split('-')[0] ?? name;
}

export interface AnnouncedReceipt {
  readonly name: string;
  readonly failedEventId: string;
}

/**
 * The receipt that a line announces: what a step had done when it was stopped half-way. It comes after its line and is due once the audit
 * tells that the stop was carried out; of a step that came to its end all the same, other receipts tell. Undefined for a line of something else.
 */
export function announcedReceipt({ id, kind, operation }: AuditEvent): AnnouncedReceipt | undefined {
  if (kind !== 'transfer.files-outside' && kind !== 'transfer.originals-gone') return undefined;
  const revision = Number(/-(\d+)$/.exec(id)?.[1]);
  return {
    name: nameOfReceipt(operation ?? '', 'interrupted', revision),
    failedEventId: `${operation}.${revision + 1}.fail`,
  };
}

/** The lines of which one announces the receipt of that name, and the one that makes it due; undefined for the name of another receipt. */
export function toldBefore(name: string) {
  const [, operation, revision] = /^([a-z]{3}_[0-9A-Z]{26})-interrupted-(\d+)$/.exec(name) ?? [];
  if (operation === undefined) return undefined;
  const lines = ['files-outside', 'originals-gone'].map((what) => `${operation}.${what}-${revision}`);
  return { lines, failedEventId: `${operation}.${Number(revision) + 1}.fail` };
}
