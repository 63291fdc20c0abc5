import type { JWK } from 'jose';
import { z } from 'zod';
import { messageOf, Refused } from '../../domain/base/errors.ts';
import { type Departure, departuresOf } from '../../domain/lifecycle/departures.ts';
import { dueNames, kindOfReceipt, nameOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import { type ReceiptPayload, verifyReceipt } from '../../domain/lifecycle/receipt.ts';
import { sizeOfRelease } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { purposeOf } from '../../domain/operation/purpose.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import { recipientsSchema } from '../../domain/project/recipients.ts';
import { countedDecisions, type Round } from '../../domain/review/round.ts';
import { copyFolders } from '../../domain/transfer/transfer.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { namedDecisions, type PersonNamePorts, seenName } from '../../use-cases/people/person-name.ts';
import type { AnswerOf } from '../../web/reading.ts';
import type { releases } from './descriptions.ts';

export interface ReleasePorts extends Pick<Ports, 'decisions' | 'manifests'>, PersonNamePorts {
  readonly groupsClaim: GroupsClaim;
  readonly projects: Pick<ProjectStore, 'versionOnce'>;
}

export type Release = AnswerOf<typeof releases.releases>['items'][number];

/**
 * A package that left at that time, by its row, its closed round, and what a receipt states where that is good. Undefined where nothing of it
 * was found outside.
 */
export async function readRelease(
  ports: ReleasePorts,
  operation: Operation,
  leftAt: string,
  keys: readonly JWK[],
): Promise<Release | undefined> {
  const { id, project, name, package: frozen } = operation;
  const departure = departuresOf(operation).find(({ at }) => at === leftAt);
  if (departure === undefined) return undefined;
  const { state, takeBack } = departure;
  const [{ round, decisions }, { stated, receipt }, takenBack] = await Promise.all([
    reviewOf(ports, operation, takeBack?.at),
    receiptOf(ports, operation, departure, keys),
    takenBackOf(ports, operation, takeBack),
  ]);
  if (state === 'stopped' && receipt?.problem === missing) return undefined;
  const counted = departure.isWhole ? undefined : (takeBack?.outside ?? stated);
  const { count, bytes } = counted ?? sizeOfRelease(frozen ?? { count: 0, bytes: 0 });
  const definition = stated?.policyVersion ?? round?.definition ?? null;
  const basis = stated?.release ?? (await recipientsIn(ports, project, round?.definition));
  return {
    ...{ id, project, name, leftAt, state, files: count, bytes, digest: frozen?.digest ?? null },
    purpose: purposeOf(operation)?.text ?? null,
    madeFrom: saidAbout(operation).madeFrom ?? null,
    definition,
    rules: round === undefined ? null : { quorum: round.rules.quorum, independent: round.rules.independent },
    decisions,
    evidence: round?.evidence ?? operation.inspection?.evidence ?? null,
    folder: `released/${copyFolders(operation, 'export-release').target}/`,
    readers: ports.groupsClaim.projects[project]?.externalReaders ?? null,
    recipients: basis?.recipients ?? [],
    terms: basis?.terms ?? null,
    receipt,
    takenBack,
  };
}

/** For whom the version of the rules says that its results are, where no receipt of a release says it. */
async function recipientsIn({ projects }: ReleasePorts, project: string, hash: string | undefined) {
  const text = hash === undefined ? undefined : await projects.versionOnce(project, hash);
  return z.object({ release: recipientsSchema.optional() }).safeParse(JSON.parse(text ?? '{}')).data?.release;
}

/** The last round before it was taken back. Nobody learns of a decision in a round that is open. */
async function reviewOf(ports: ReleasePorts, { id }: Operation, takenBackAt: string | undefined) {
  const { rounds, decisions } = await ports.decisions.read(id);
  const before = rounds.filter(({ value }) => takenBackAt === undefined || value.openedAt < takenBackAt);
  const round = before.toSorted((one, other) => one.value.number - other.value.number).at(-1)?.value;
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

const missing = 'It is missing';

interface Proof {
  readonly receipt: Release['receipt'];
  readonly stated?: ReceiptPayload;
}

async function receiptOf(
  { manifests }: ReleasePorts,
  operation: Operation,
  departure: Departure,
  keys: readonly JWK[],
): Promise<Proof> {
  const whole = nameOf(operation, departure);
  if (whole === undefined) return { receipt: null };
  const name = whole.slice(operation.id.length + 1);
  const jws = await manifests.readReceipt(whole);
  if (jws === undefined) return { receipt: { name, problem: missing } };
  try {
    const stated = requireAbout(await verifyReceipt(jws, keys), operation, departure);
    return { receipt: { name, problem: null }, stated };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { receipt: { name, problem: messageOf(error) } };
  }
}

/** The name of the receipt that proves what was outside; undefined while none is due. */
function nameOf(operation: Operation, { state, isWhole, takeBack }: Departure): string | undefined {
  const { id, revision } = operation;
  if (isWhole) return dueNames(operation).findLast((one) => kindOfReceipt(one) === 'release') ?? `${id}-release`;
  // It is written right before the move by which the package fails.
  if (state === 'stopped') return nameOfReceipt(id, 'interrupted', revision - 1);
  return state === 'taken-back' && takeBack !== undefined
    ? nameOfReceipt(id, 'revocation', takeBack.number)
    : undefined;
}

function requireAbout(stated: ReceiptPayload, { id, package: frozen }: Operation, { takeBack, isWhole }: Departure) {
  const digest = isWhole ? frozen?.digest : (takeBack?.outside ?? frozen)?.digest;
  if (stated.operation === id && stated.digest === digest) return stated;
  throw new Refused(`It is about ${stated.operation}, digest ${stated.digest}`);
}

async function takenBackOf(
  ports: ReleasePorts,
  operation: Operation,
  takeBack: Departure['takeBack'],
): Promise<Release['takenBack']> {
  if (takeBack === undefined) return null;
  const { id } = operation;
  const { at, by, reason, number } = takeBack;
  const receipt = `revocation-${number}`;
  const isDue = dueNames(operation).includes(`${id}-${receipt}`);
  return { at, by, reason, name: await seenName(ports, { oid: by }), receipt: isDue ? receipt : null };
}
