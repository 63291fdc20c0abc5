import type { JWK } from 'jose';
import type { z } from 'zod';
import { genesisHash } from '../../domain/audit/chain-line.ts';
import { receiptEvent, receiptHash } from '../../domain/audit/receipt-event.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { daysLater } from '../../domain/base/time.ts';
import { evidenceHash } from '../../domain/inspection/round-evidence.ts';
import type { WithoutEvidence } from '../../domain/inspection/without-evidence.ts';
import { listingOfReceipt, nameOfConfirmation, nameOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import {
  isKeyPair,
  publicKey,
  type ReceiptPayload,
  type SaidOfCopies,
  type SignedPayload,
  signReceipt,
  signStatement,
} from '../../domain/lifecycle/receipt.ts';
import type { KeptPlace } from '../../domain/lifecycle/retention.ts';
import { copiesFollowUp } from '../../domain/lifecycle/retraction.ts';
import { parseSigningKey } from '../../domain/lifecycle/signing-key.ts';
import { sizeOfRelease } from '../../domain/operation/manifest.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import { countedDecisions } from '../../domain/review/round.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { noProject } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { countKeptOriginals } from '../transfer/originals.ts';

function receiptName({ id, revision, takeBack }: Operation, subject: Subject): string {
  const { kind } = subject;
  if (kind === 'clearing') return `${id}-clearing-${subject.place}`;
  if (kind === 'confirmation') return nameOfConfirmation(id, subject.said);
  if (kind === 'interrupted') return nameOfReceipt(id, kind, revision);
  return nameOfReceipt(id, kind, kind === 'deletion' || kind === 'retraction' ? 0 : (takeBack?.number ?? 0));
}

export type ReceiptStep = 'deletion' | 'release' | 'revocation' | 'retraction';

/** The receipts of an operation that were written so far, as compact JWS by the end of their names. */
export async function receiptsOf(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'readReceipt' | 'receiptNames'> },
  id: string,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of await manifests.receiptNames(id)) {
    const jws = await manifests.readReceipt(name);
    if (jws !== undefined) found[name.slice(id.length + 1)] = jws;
  }
  return found;
}

const keySecret = 'receipt-key';

const parseKey = (text: string): JWK => parseSigningKey(keySecret, text);

/** The public halves of all signing keys, newest first; receipts signed with an old one stay verifiable. */
export async function receiptKeys({ secrets }: Pick<Ports, 'secrets'>): Promise<JWK[]> {
  return Promise.all((await secrets.versions(keySecret)).map((text) => publicKey(parseKey(text))));
}

/** For each signing key, newest first, whether its public half verifies what it signs. Throws when one is no key. */
export async function receiptKeysVerify({ secrets }: Pick<Ports, 'secrets'>): Promise<boolean[]> {
  return Promise.all((await secrets.versions(keySecret)).map((text) => isKeyPair(parseKey(text))));
}

export type ReceiptPorts = Pick<
  Ports,
  'listing' | 'projects' | 'decisions' | 'manifests' | 'secrets' | 'audit' | 'clock' | 'code'
>;

/** `interrupted` names the step that was stopped half-way and what it had done by then. */
export type Subject =
  | { readonly kind: ReceiptStep }
  | { readonly kind: 'clearing'; readonly place: KeptPlace }
  | { readonly kind: 'confirmation'; readonly said: SaidOfCopies }
  | { readonly kind: 'interrupted'; readonly step: string; readonly count: number; readonly bytes: number };

/** Signs a receipt about the operation and keeps it, unless one of the same name stands; the audit tells of it either way. Gives its name. */
export async function keepReceipt(
  ports: ReceiptPorts,
  settings: Pick<FlowSettings, 'restorableDays'>,
  operation: Operation,
  subject: Subject,
): Promise<string> {
  const name = receiptName(operation, subject);
  const jws = await keepSigned(ports, name, await payloadOf(ports, settings, operation, subject));
  await tellReceipt(ports, operation, name, jws);
  return name;
}

/** The line of a receipt; one that stands is kept. */
export async function tellReceipt(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  { project, id }: OperationKey,
  name: string,
  jws: string,
): Promise<void> {
  const told = { project, operation: id, name, sha256: receiptHash(jws) };
  await audit.append(project, [receiptEvent(told, clock.now().toISOString())]);
}

/** Signs what a receipt states, and which code says so, and keeps it under its name; one that stands there is kept. Gives the one that stands. */
export async function keepSigned(
  { manifests, secrets, code }: Pick<Ports, 'manifests' | 'secrets' | 'code'>,
  name: string,
  payload: SignedPayload,
): Promise<string> {
  const bundle = await code.bundle();
  const stated = bundle === undefined ? payload : { ...payload, bundle };
  return await manifests.writeReceipt(name, await signReceipt(stated, parseKey(await secrets.get(keySecret))));
}

/** Signs what is no receipt, and is kept by whoever asked for it. */
export async function signByReceiptKey<T>(
  { secrets }: Pick<Ports, 'secrets'>,
  schema: z.ZodType<T>,
  statement: T,
): Promise<string> {
  return await signStatement(schema, statement, parseKey(await secrets.get(keySecret)));
}

export async function anchorOf({ audit }: Pick<Ports, 'audit'>, project: string): Promise<SignedPayload['chain']> {
  const head = await audit.head(project);
  return { count: head?.count ?? 0, hash: head?.hash ?? genesisHash };
}

async function payloadOf(
  ports: ReceiptPorts,
  { restorableDays }: Pick<FlowSettings, 'restorableDays'>,
  operation: Operation,
  subject: Subject,
): Promise<ReceiptPayload> {
  const { kind } = subject;
  const { id, project, name, transfers } = operation;
  const outside = kind === 'release' || (kind === 'interrupted' && subject.step === 'export-release');
  const found = kind === 'revocation' ? operation.takeBack?.outside : undefined;
  const summary = kind === 'revocation' ? found : listingOfReceipt(subject, operation);
  if (!summary) throw new Error(`The operation ${id} has no manifest to write a receipt about`);
  const now = ports.clock.now();
  const approval = outside ? await approvalOf(ports, operation) : undefined;
  // Whoever said it reads it outside, where nobody is told how long the audit is.
  const isWord = kind === 'confirmation';
  const sized = kind === 'release' || isWord ? sizeOfRelease(summary) : summary;
  const { count, bytes } = kind === 'interrupted' ? subject : sized;
  return {
    ...{ kind, operation: id, project, name, digest: summary.digest, count, bytes },
    ...(kind === 'interrupted' ? { step: subject.step } : {}),
    ...(kind === 'clearing' ? { place: subject.place } : {}),
    ...(isWord ? { said: subject.said } : {}),
    ...(kind === 'deletion' ? { left: await countKeptOriginals(ports, operation) } : {}),
    policyVersion: approval?.definition ?? (await hashInForce(ports, project)),
    runIds: isWord ? [] : transfers.flatMap(({ status, runId }) => (status === 'succeeded' && runId ? [runId] : [])),
    ...(outside ? { ...decidedIn(approval), ...madeFromOf(operation), ...(await basisOf(ports, project)) } : {}),
    ...(kind === 'retraction' ? goneOf(operation, now) : {}),
    ...(found?.since === undefined ? {} : { outsideSince: found.since }),
    ...(found === undefined ? {} : { outsideUntil: now.toISOString() }),
    ...(outside || kind === 'retraction' || isWord
      ? {}
      : { restorableUntil: daysLater(now, restorableDays[found ? 'ingress' : operation.door]).toISOString() }),
    chain: isWord ? { count: 0, hash: genesisHash } : await anchorOf(ports, project),
    issuedAt: now.toISOString(),
  };
}

function decidedIn(approval: Awaited<ReturnType<typeof approvalOf>>) {
  return {
    decisions: approval?.decisions ?? [],
    ...(approval?.evidence === undefined ? {} : { evidence: approval.evidence }),
    ...(approval?.without === undefined ? {} : { withoutEvidence: approval.without }),
  };
}

function madeFromOf(operation: Operation): Pick<ReceiptPayload, 'madeFrom'> {
  const { madeFrom } = saidAbout(operation);
  if (madeFrom === undefined) return {};
  return { madeFrom: madeFrom === 'unknown' ? madeFrom : [...madeFrom] };
}

/** Both times of a retraction: nothing can be restored any more, since the listing that shows what could be was empty. */
function goneOf(operation: Operation, now: Date) {
  if (!operation.retraction) throw new Error(`The operation ${operation.id} was not retracted`);
  return {
    closedAt: operation.retraction.closedAt,
    goneAt: now.toISOString(),
    duties: [copiesFollowUp(operation)],
  };
}

/** Undefined for a package that nobody was asked about. */
async function approvalOf({ decisions }: Pick<Ports, 'decisions'>, operation: Operation) {
  const rows = await decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (!round) return undefined;
  const counted = countedDecisions(round, rows.decisions);
  return {
    definition: round.definition,
    evidence: evidenceHash(round.evidence),
    without: round.withoutEvidence && whoLet(round.withoutEvidence),
    decisions: counted.map(({ approver, choice, at }) => ({ approver, choice, at })),
  };
}

function whoLet({ digest: _, reason: __, ...who }: WithoutEvidence) {
  return who;
}

/** What the project rests on now, and for whom its results are. A definition that the rules of today refuse is named by `policyVersion` alone. */
async function basisOf(
  { projects }: Pick<Ports, 'projects'>,
  id: string,
): Promise<Pick<ReceiptPayload, 'governance' | 'release'>> {
  const found = await projects.find(id);
  if (found === undefined || 'problems' in found) return {};
  const { governance, release } = found.value;
  return { ...(governance === undefined ? {} : { governance }), ...(release === undefined ? {} : { release }) };
}

/** Also of a definition that the rules of today refuse: what happened must be written down all the same. */
async function hashInForce({ projects }: Pick<Ports, 'projects'>, id: string): Promise<string> {
  const found = await projects.find(id);
  if (!found) throw new NotFound(noProject(id));
  return found.hash;
}
