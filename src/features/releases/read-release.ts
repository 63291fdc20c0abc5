import type { JWK } from 'jose';
import { messageOf, Refused } from '../../domain/base/errors.ts';
import { dueNames, kindOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import { type ReceiptPayload, verifyReceipt } from '../../domain/lifecycle/receipt.ts';
import { sizeOfRelease } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { purposeOf } from '../../domain/operation/purpose.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import { countedDecisions, type Round } from '../../domain/review/round.ts';
import { copyFolders } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import { namedDecisions, type PersonNamePorts, seenName } from '../../use-cases/people/person-name.ts';
import type { AnswerOf } from '../../web/reading.ts';
import type { releases } from './descriptions.ts';

export interface ReleasePorts extends Pick<Ports, 'decisions' | 'manifests'>, PersonNamePorts {
  readonly groupsClaim: GroupsClaim;
}

export type Release = AnswerOf<typeof releases.releases>['items'][number];

/** A package that left, by its row, its closed round, and what its receipt states where that is good. */
export async function readRelease(
  ports: ReleasePorts,
  operation: Operation,
  leftAt: string,
  keys: readonly JWK[],
): Promise<Release> {
  const { id, project, name, package: frozen } = operation;
  const [{ round, decisions }, { stated, ...receipt }, takenBack] = await Promise.all([
    reviewOf(ports, operation),
    receiptOf(ports, operation, keys),
    takenBackOf(ports, operation),
  ]);
  const { count, bytes } = sizeOfRelease(frozen ?? { count: 0, bytes: 0 });
  return {
    ...{ id, project, name, leftAt, files: count, bytes, digest: frozen?.digest ?? null },
    purpose: purposeOf(operation)?.text ?? null,
    madeFrom: saidAbout(operation).madeFrom ?? null,
    definition: stated?.policyVersion ?? round?.definition ?? null,
    rules: round === undefined ? null : { quorum: round.rules.quorum, independent: round.rules.independent },
    decisions,
    evidence: round?.evidence ?? operation.inspection?.evidence ?? null,
    folder: `released/${copyFolders(operation, 'export-release').target}/`,
    readers: ports.groupsClaim.projects[project]?.externalReaders ?? null,
    recipients: stated?.release?.recipients ?? [],
    terms: stated?.release?.terms ?? null,
    receipt,
    takenBack,
  };
}

/** Nobody learns of a decision in a round that is open. */
async function reviewOf(ports: ReleasePorts, { id, round: number }: Operation) {
  const { rounds, decisions } = await ports.decisions.read(id);
  const round = rounds.find(({ value }) => value.number === number)?.value;
  if (round === undefined || round.status === 'open') return { round, decisions: [] };
  const named = await namedDecisions(ports, countedDecisions(round, decisions), [round]);
  return {
    round,
    decisions: named.map(({ approver, name, choice, at }) => {
      return { approver, name, choice, at, independent: isIndependent(round, approver) };
    }),
  };
}

function isIndependent({ approvers }: Round, approver: string): boolean {
  return approvers.some(({ oid, independent }) => oid === approver && independent);
}

async function receiptOf({ manifests }: ReleasePorts, operation: Operation, keys: readonly JWK[]) {
  const { id } = operation;
  const whole = dueNames(operation).findLast((one) => kindOfReceipt(one) === 'release') ?? `${id}-release`;
  const name = whole.slice(id.length + 1);
  const jws = await manifests.readReceipt(whole);
  if (jws === undefined) return { name, problem: 'It is missing', stated: undefined };
  try {
    return { name, problem: null, stated: requireAbout(await verifyReceipt(jws, keys), operation) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { name, problem: messageOf(error), stated: undefined };
  }
}

function requireAbout(stated: ReceiptPayload, { id, package: frozen }: Operation): ReceiptPayload {
  if (stated.operation === id && stated.kind === 'release' && stated.digest === frozen?.digest) return stated;
  throw new Refused(`It is about ${stated.operation}, digest ${stated.digest}`);
}

async function takenBackOf(ports: ReleasePorts, operation: Operation): Promise<Release['takenBack']> {
  const { id, takeBack } = operation;
  if (takeBack?.from !== 'released') return null;
  const { at, by, reason, number } = takeBack;
  const receipt = `revocation-${number}`;
  const isDue = dueNames(operation).includes(`${id}-${receipt}`);
  return { at, by, reason, name: await seenName(ports, { oid: by }), receipt: isDue ? receipt : null };
}
