import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sourceManifest } from '../../src/activities/transfer/places.ts';
import { type Anchor, ChainCheck, chainStart } from '../../src/domain/audit/audit-chain.ts';
import { messageOf } from '../../src/domain/base/errors.ts';
import { certificateDisagrees, closureDisagrees, closureName } from '../../src/domain/definition/closure.ts';
import { rowInLine } from '../../src/domain/history/record-agreement.ts';
import {
  type AnnouncedReceipt,
  announcedReceipt,
  dueNames,
  dueReceipts,
  kindOfReceipt,
  listingOfReceipt,
  operationOfReceipt,
} from '../../src/domain/lifecycle/due-receipts.ts';
import { type ClosurePayload, type SignedPayload, verifySigned } from '../../src/domain/lifecycle/receipt.ts';
import { parseManifestLine, summarize } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const headSet = z.record(z.string(), z.object({ count: z.number(), hash: z.string() }));

/** What a downloaded copy proves. Each problem is a sentence. */
export interface FolderProof {
  readonly problems: readonly string[];
  readonly events: number;
  readonly receipts: number;
}

/**
 * Verifies a copy of the containers `audit` and `manifests` with the published keys (`keys.json`), without any service. With `heads.json`
 * a cut end is found too; without it only where a receipt remembers more.
 */
export async function verifyFolder(folder: string): Promise<FolderProof> {
  const problems: string[] = [];
  const receipts = await readReceipts(folder, problems);
  const heads = existsSync(join(folder, 'heads.json')) ? headSet.parse(readJson(folder, 'heads.json')) : undefined;
  const chains = new Set([...namesIn(join(folder, 'audit')), ...Object.keys(heads ?? {})]);
  for (const { project } of receipts.values()) chains.add(project);
  const rows = new Map<string, Operation>();
  const announced: AnnouncedReceipt[] = [];
  const failed = new Set<string>();
  let events = 0;
  for (const chain of [...chains].sort())
    events += await verifyOne({ folder, chain, head: heads?.[chain], receipts, rows, announced, failed, problems });
  for (const { name, failedEventId } of announced)
    if (!receipts.has(name) && failed.has(failedEventId))
      problems.push(`The receipt ${name}: it is missing; the audit tells of a step that was stopped half-way`);
  for (const row of rows.values()) await verifyRow(folder, row, receipts, problems);
  for (const [name, payload] of receipts) {
    if (payload.kind === 'closure') problems.push(...unlistedIn(name, payload, rows));
    else if (!rows.has(payload.operation))
      problems.push(`The receipt ${name}: the audit tells of no operation ${payload.operation}`);
  }
  return { problems, events, receipts: receipts.size };
}

/** Where the operations of a closed project are not as its receipt lists them. */
function unlistedIn(name: string, closure: ClosurePayload, rows: ReadonlyMap<string, Operation>): string[] {
  return [...rows.values()]
    .filter(({ project }) => project === closure.project)
    .flatMap((row) => closureDisagrees(closure, row) ?? [])
    .map((why) => `The receipt ${name}: ${why}`);
}

type Receipts = ReadonlyMap<string, SignedPayload>;

async function readReceipts(folder: string, problems: string[]): Promise<Receipts> {
  const { keys } = keySet.parse(readJson(folder, 'keys.json'));
  const found = new Map<string, SignedPayload>();
  for (const file of namesIn(join(folder, 'manifests')).filter((one) => one.endsWith('.jws'))) {
    const name = file.slice(0, -'.jws'.length);
    try {
      const payload = await verifySigned(readFileSync(join(folder, 'manifests', file), 'utf8'), keys);
      refuseUnlessNamed(payload, name);
      found.set(name, payload);
    } catch (error) {
      problems.push(`The receipt ${name}: ${messageOf(error)}`);
    }
  }
  return found;
}

/** Throws where the name of a receipt promises another one. */
function refuseUnlessNamed(payload: SignedPayload, name: string): void {
  if (payload.kind === 'closure') {
    if (name === closureName(payload.project, payload.releases)) return;
    throw new Error(`It is the receipt of the closing of ${payload.project}`);
  }
  if (payload.operation !== operationOfReceipt(name)) throw new Error(`It is the receipt of ${payload.operation}`);
  if (payload.kind !== kindOfReceipt(name)) throw new Error(`It is a receipt of the kind '${payload.kind}'`);
}

interface Chain {
  readonly folder: string;
  readonly chain: string;
  readonly head: Anchor | undefined;
  readonly receipts: Receipts;
  readonly rows: Map<string, Operation>;
  readonly announced: AnnouncedReceipt[];
  /** Ids of the lines that tell of failures. */
  readonly failed: Set<string>;
  readonly problems: string[];
}

async function verifyOne({ folder, chain, head, receipts, rows, announced, failed, problems }: Chain): Promise<number> {
  const anchors = [...receipts.values()].filter(({ project }) => project === chain).map((payload) => payload.chain);
  const place = head === undefined ? undefined : { ...head, blob: '', length: 0 };
  const check = new ChainCheck(chainStart(place), anchors);
  for await (const line of linesOf(join(folder, 'audit', chain))) {
    const event = check.add(line);
    if (event?.kind === 'receipt.written' && !receipts.has(String(event.data['receipt'])))
      problems.push(`The receipt ${event.data['receipt']}: it is missing, or named above`);
    if (event?.kind === 'project.closed') {
      const why = certificateDisagrees(receipts.get(String(event.data['receipt'])), event.data);
      if (why !== undefined) problems.push(`The receipt ${event.data['receipt']}: ${why}`);
    }
    const row = event && rowInLine(event);
    if (row) rows.set(row.id, row);
    if (event && row?.state === 'failed') failed.add(event.id);
    const receipt = event && announcedReceipt(event);
    if (receipt) announced.push(receipt);
  }
  const verdict = check.end();
  const { count } = check.state;
  // Without a published head nothing can count the lines; then only what receipts remember bounds them.
  const whole = verdict.ok || (head === undefined && verdict.uncounted !== undefined);
  if (!whole) problems.push(`The chain ${chain}: ${verdict.why}`);
  if (whole && count === 0) problems.push(`The chain ${chain}: it is missing as a whole`);
  return count;
}

/** The row as its newest line told it: the receipts that are due, and the digests of the manifests. */
async function verifyRow(folder: string, row: Operation, receipts: Receipts, problems: string[]): Promise<void> {
  const { id, source, package: frozen } = row;
  for (const name of dueNames(row))
    if (!receipts.has(name)) problems.push(`The receipt ${name}: it is missing; ${id} is ${row.state}`);
  for (const [name, payload] of receipts) {
    if (payload.kind === 'closure' || payload.operation !== id) continue;
    if (payload.kind === 'revocation') {
      await verifyRevocation(folder, row, { name, digest: payload.digest }, problems);
      continue;
    }
    if (payload.digest !== listingOfReceipt(payload, row)?.digest)
      problems.push(`The receipt ${name}: it states another digest than the audit`);
  }
  if (dueReceipts(row).length > 0 && source) await verifyManifest(folder, sourceManifest(row), source.digest, problems);
  if (frozen) await verifyManifest(folder, `${id}-package`, frozen.digest, problems);
}

/** The row tells of the last time that a release was taken back; the list of what was outside then stands beside the receipt each time. */
async function verifyRevocation(
  folder: string,
  { id, takeBack }: Operation,
  { name, digest }: { readonly name: string; readonly digest: string },
  problems: string[],
): Promise<void> {
  const number = Number(/\d+$/.exec(name)?.[0]);
  if (takeBack?.number === number && takeBack.outside !== undefined && takeBack.outside.digest !== digest)
    problems.push(`The receipt ${name}: it states another digest than the audit`);
  await verifyManifest(folder, `${id}-outside-${number}`, digest, problems);
}

async function verifyManifest(folder: string, name: string, digest: string, problems: string[]): Promise<void> {
  async function* entries() {
    for await (const line of linesIn(join(folder, 'manifests', `${name}.ndjson`))) yield parseManifestLine(line);
  }
  try {
    if ((await summarize(entries())).digest !== digest)
      problems.push(`The manifest ${name}: its digest is not the one that the audit tells`);
  } catch (error) {
    problems.push(`The manifest ${name}: ${messageOf(error)}`);
  }
}

async function* linesOf(folder: string): AsyncGenerator<string> {
  for (const month of namesIn(folder))
    for (const blob of namesIn(join(folder, month))) yield* linesIn(join(folder, month, blob));
}

/** Splits at line feeds only, as they were written. */
async function* linesIn(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
