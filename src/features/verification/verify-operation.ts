import { releaseDisagrees } from '../../activities/transfer/compare-released.ts';
import { outsideManifest, packageManifest, sourceManifest } from '../../activities/transfer/places.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { idsOfNewestLine, pendingDisagrees } from '../../domain/history/record-agreement.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import {
  clearedNames,
  dueNames,
  kindOfReceipt,
  listingOfReceipt,
  nameOfReceipt,
  placeOfReceipt,
  toldBefore,
} from '../../domain/lifecycle/due-receipts.ts';
import { type ReceiptPayload, receiptOfOperation } from '../../domain/lifecycle/receipt.ts';
import { clearingDisagrees } from '../../domain/lifecycle/retention.ts';
import { keepsNumber } from '../../domain/lifecycle/unpublished.ts';
import { digested, ManifestDigest, summarize } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { BrokenRow } from '../../ports/records.ts';
import { type ReceiptReader, statedBy } from './listed-receipts.ts';
import type { BadReceipt, Finding, PartProof, ProofPorts } from './proof-report.ts';
import { verifyCopies } from './verify-copies.ts';
import { verifyNotification } from './verify-notification.ts';
import { verifyReview } from './verify-review.ts';

export interface ProofSources {
  readonly ports: ProofPorts;
  readonly receipts: ReceiptReader;
}

/** So often a check is made again because the operation moved while it was checked. */
const looksAtMost = 3;

/**
 * Holds everything that should exist of an operation against its register row: receipts, manifests, rounds and decisions, what it owes,
 * the row of its name, and that the audit knows of each. What looks wrong by what is in hand is looked at again with the ports themselves.
 */
export async function verifyOperation(
  sources: ProofSources,
  operation: Operation,
  inHand: ProofSources,
): Promise<PartProof> {
  const first = await look(inHand, operation);
  if (isFine(first)) return first;
  let row = operation;
  for (let looks = 1; ; looks += 1) {
    const proof = await look(sources, row);
    if (isFine(proof) || looks === looksAtMost) return proof;
    const now = await sources.ports.register.get(row);
    if (now === undefined || JSON.stringify(now.value) === JSON.stringify(row)) return proof;
    row = now.value;
  }
}

function isFine({ bad, findings }: PartProof): boolean {
  return bad.length + findings.length === 0;
}

async function look({ ports, receipts: read }: ProofSources, row: Operation): Promise<PartProof> {
  const receipts = await checkReceipts({ ports, receipts: read }, row);
  const findings = [
    ...(await checkFollowing(ports, row)),
    ...(await checkOwed(ports, row)),
    ...(await verifyNotification(ports, row)),
    ...(await checkManifests(ports, row)),
    ...(row.door === 'export' ? await verifyReview(ports, row) : []),
    ...(await checkPackage(ports, row)),
    ...(await verifyCopies(ports, row)),
  ];
  return { ...receipts, findings };
}

async function checkReceipts(sources: ProofSources, row: Operation) {
  const names = await sources.ports.manifests.receiptNames(row.id);
  const bad: BadReceipt[] = [...dueNames(row), ...clearedNames(row)]
    .filter((name) => !names.includes(name))
    .map((name) => ({ name, why: `It is missing: the ${row.door} operation is ${stateText(row.state)}` }));
  let verified = 0;
  for (const name of names) {
    try {
      await checkReceipt(sources, row, name);
      verified += 1;
    } catch (error) {
      bad.push({ name, why: messageOf(error) });
    }
  }
  return { verified, bad };
}

async function checkReceipt({ ports, receipts }: ProofSources, row: Operation, name: string): Promise<void> {
  const payload = receiptOfOperation(await statedBy(receipts, name));
  const { kind, operation, project, digest, place, chain } = payload;
  if (operation !== row.id || project !== row.project)
    throw new Error(`It is the receipt of ${operation} in ${project}`);
  if (kind !== kindOfReceipt(name)) throw new Error(`It is a receipt of the kind '${kind}'`);
  if (place !== placeOfReceipt(name)) throw new Error(`It is a receipt about ${place ?? 'no place'}`);
  const amiss = place === undefined ? undefined : clearingDisagrees(row, place, payload);
  if (amiss !== undefined) throw new Error(amiss);
  const stated = kind === 'revocation' ? await digestOutside(ports, row, name) : listingOfReceipt(payload, row)?.digest;
  if (digest !== stated) throw new Error(`It states the digest ${digest}; the register has ${stated}`);
  const head = await ports.audit.head(project);
  if (chain.count > (head?.count ?? 0))
    throw new Error(
      `It remembers ${chain.count} lines of the audit, and the head counts ${head?.count ?? 0}: it was cut`,
    );
  const told = await ports.audit.holds(project, `${row.id}.${name.slice(row.id.length + 1)}`);
  if (!told && !factsOf(row).runs && !(await isOvertaken(ports, name, payload)))
    throw new Error('The audit does not tell of it');
}

/**
 * Whether the step came to its end all the same while it was stopped: whoever wrote the receipt could not write its line then, and nobody does
 * so later. The line that announced it says what it states.
 */
async function isOvertaken({ audit }: ProofPorts, name: string, payload: ReceiptPayload): Promise<boolean> {
  const announcement = toldBefore(name);
  if (announcement === undefined || (await audit.holds(payload.project, announcement.failedEventId))) return false;
  const lines = await Promise.all(announcement.lines.map((id) => audit.event(payload.project, id)));
  const stated = ['step', 'count', 'bytes'] as const;
  return lines.some((line) => stated.every((one) => line?.data[one] === payload[one]));
}

/** The row tells of the last time that a release was taken back; of those before only their lists do. */
async function digestOutside({ manifests }: ProofPorts, row: Operation, name: string): Promise<string | undefined> {
  const { number = 0, outside } = row.takeBack ?? {};
  if (name === nameOfReceipt(row.id, 'revocation', number)) return outside?.digest;
  const before = Number(/\d+$/.exec(name)?.[0]);
  return before < number ? (await summarize(manifests.read(outsideManifest(row.id, before)))).digest : undefined;
}

/** The row's newest move has its line, in the chain or still owed; and the rows of names and versions follow from it. */
async function checkRow(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  const { project, name, id, state, revision, version } = row;
  const problems: string[] = [];
  if (!(await isMoveTold(ports, row)))
    problems.push(`The audit does not tell how it became ${stateText(state)} in the revision ${revision}`);
  const { open } = factsOf(row);
  if (open !== (await ports.register.isUnfinished(row)))
    problems.push(
      open
        ? `It is ${stateText(state)}, and its name is not held`
        : `It is ${stateText(state)} and still holds its name`,
    );
  if (keepsNumber(row) && (await ports.register.latestVersion(project, name)) < (version ?? 0))
    problems.push(`It is version ${version}, and the latest version known is an earlier one`);
  return problems.map((why) => ({ record: 'register row', key: id, why }));
}

/** A row beside it that cannot be read is named, and keeps nobody from the rest. */
async function checkFollowing(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  try {
    return await checkRow(ports, row);
  } catch (error) {
    return [{ record: 'register row', key: row.id, why: messageOf(error) }];
  }
}

async function isMoveTold(ports: ProofPorts, row: Operation): Promise<boolean> {
  if (await isLineHeld(ports, row)) return true;
  try {
    for await (const { value } of ports.register.owed(row.project, row.id))
      if (value.kind === 'line' && value.revision === row.revision) return true;
  } catch {
    // What cannot be read is named by the check of what is owed; it is no line.
  }
  // The line may have come into the chain, and gone from what is owed, between the two looks.
  return await isLineHeld(ports, row);
}

async function isLineHeld({ audit }: ProofPorts, row: Operation): Promise<boolean> {
  for (const id of idsOfNewestLine(row)) if (await audit.holds(row.project, id)) return true;
  return false;
}

async function checkOwed(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    for await (const { value } of ports.register.owed(row.project, row.id)) {
      const why = pendingDisagrees(value, row);
      if (why) findings.push({ record: 'owed row', key: `${row.id}.${value.revision}.${value.kind}`, why });
    }
  } catch (error) {
    findings.push({ record: 'owed row', key: row.id, why: messageOf(error) });
  }
  return findings;
}

/** States in which the source may be listed again: the manifest is written before the row. */
const listing = ['receiving', 'checking', 'copying', 'verifying', 'freezing'];

async function checkManifests(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  const { id, state, failure, source, takeBack } = row;
  const settled = !listing.includes(state === 'failed' && failure ? failure.state : state);
  return [
    ...(source && settled ? await checkManifest(ports, sourceManifest(row), source.digest) : []),
    ...(takeBack?.outside
      ? await checkManifest(ports, outsideManifest(id, takeBack.number), takeBack.outside.digest)
      : []),
  ];
}

async function checkManifest({ manifests }: ProofPorts, name: string, digest: string): Promise<Finding[]> {
  try {
    return otherDigest(name, (await summarize(manifests.read(name))).digest, digest);
  } catch (error) {
    return [{ record: 'manifest', key: name, why: messageOf(error) }];
  }
}

function otherDigest(name: string, found: string, digest: string): Finding[] {
  if (found === digest) return [];
  return [{ record: 'manifest', key: name, why: `Its digest is ${found}; the register has ${digest}` }];
}

/** The manifest of a package and what lies outside of it, by one reading of the manifest where all of it was read. */
async function checkPackage(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  const { id, package: frozen } = row;
  const read = new ManifestDigest();
  const manifests = { ...ports.manifests, read: (name: string) => digested(ports.manifests.read(name), read) };
  const outside = await checkOutside({ ...ports, manifests }, row);
  if (frozen === undefined) return outside;
  const name = packageManifest(id);
  const { digest, count } = read.summary();
  const wrong =
    count === frozen.count ? otherDigest(name, digest, frozen.digest) : await checkManifest(ports, name, frozen.digest);
  return [...wrong, ...outside];
}

async function checkOutside(ports: ProofPorts, row: Operation): Promise<Finding[]> {
  try {
    return (await releaseDisagrees(ports, row)).map(ofReleased);
  } catch (error) {
    // A manifest that cannot be read is named by its own check, too.
    return [{ record: 'released file', key: row.id, why: messageOf(error) }];
  }
}

export function ofReleased({ key, problem }: BrokenRow): Finding {
  return { record: 'released file', key, why: problem };
}
