import { z } from 'zod';
import { ChainCheck, chainStart } from '../../../domain/audit/audit-chain.ts';
import { type AuditEvent, parseChainLine } from '../../../domain/audit/chain-line.ts';
import { messageOf } from '../../../domain/base/errors.ts';
import { RecentCache } from '../../../domain/base/reading/recent-cache.ts';
import { rowInLine } from '../../../domain/history/record-agreement.ts';
import { rowAfter } from '../../../domain/history/row-from-lines.ts';
import { factsOf } from '../../../domain/lifecycle/advance.ts';
import {
  isEndOfNotification,
  notificationEndId,
  notificationKindOf,
} from '../../../domain/notification/pending-work.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Register } from '../../../ports/records.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import { finalVerdict } from '../../../use-cases/operation/final-verdict.ts';
import { whyWritten } from './repair.ts';

export interface MovePorts {
  readonly audit: Pick<AuditLog, 'head' | 'blobs'>;
  readonly register: Pick<Register, 'standing'>;
}

const count = z.int().nonnegative();
const anchor = z.strictObject({ count, hash: z.string() });
const suspect = z.strictObject({ revision: count, blob: z.string(), line: count });

/**
 * How far the chain of a project was read, where the newest move stands of each operation whose row may be wrong, and where the moves
 * stand of which the chain does not tell that people were told (`untold`, by the id that such a line has).
 */
export const movesRead = z.strictObject({
  after: z.string(),
  lines: count,
  chain: z.strictObject({ head: anchor, ...anchor.shape, before: z.string() }),
  suspects: z.record(z.string(), suspect),
  untold: z.record(z.string(), suspect),
  more: z.boolean(),
  problems: z.array(z.string()),
});
export type MovesRead = z.infer<typeof movesRead>;

/** So many operations are written by one plan: what is to be remembered between two requests must stay small. */
const suspectsAtMost = 500;
/** What is beyond is left to the next plan. */
const untoldAtMost = 500;
const problemsAtMost = 100;
/** Lines between two looks at the clock. */
const linesAtOnce = 500;
/** Rows that are known to be right, so that they are not read again for each of their lines. */
const knownAtMost = 20_000;

export async function movesStart({ audit }: Pick<MovePorts, 'audit'>, project: string): Promise<MovesRead> {
  const chain = chainStart(await readableHead(audit, project));
  return { after: '', lines: 0, chain, suspects: {}, untold: {}, more: false, problems: [] };
}

/** What came of reading: all of the chain, a part of it since the time was over, or why it proves nothing. */
export type MovesOutcome =
  | { readonly kind: 'whole'; readonly read: MovesRead }
  | { readonly kind: 'part'; readonly read: MovesRead }
  | { readonly kind: 'broken'; readonly why: string };

/** Reads the chain of a project on, and notes the operations whose rows are not as their newest moves say. It writes nothing. */
export async function readMoves(
  ports: MovePorts,
  project: string,
  from: MovesRead,
  isOver: () => boolean,
): Promise<MovesOutcome> {
  const check = new ChainCheck(from.chain);
  const moves = new Moves(ports, project, from);
  let { after, lines } = from;
  const place = () => ({ ...moves.read, after, lines, chain: check.state });
  for await (const blob of ports.audit.blobs(project, before(after))) {
    let number = 0;
    const skip = blob.name === after ? lines : 0;
    [after, lines] = [blob.name, skip];
    for await (const line of blob.lines) {
      number += 1;
      if (number <= skip) continue;
      const event = check.add(line);
      lines = number;
      if (event) await moves.add(event, { blob: blob.name, line: number });
      if (number % linesAtOnce === 0 && !check.broken && isOver()) return { kind: 'part', read: place() };
    }
  }
  const verdict = await finalVerdict(ports, project, check.end());
  return verdict.ok ? { kind: 'whole', read: place() } : { kind: 'broken', why: verdict.why };
}

/** The blob itself is read again, since it may have grown. */
function before(blob: string): string {
  return blob === '' ? '' : blob.slice(0, -1);
}

/** The newest move of each operation whose row may be wrong. */
class Moves {
  readonly #ports: MovePorts;
  readonly #project: string;
  readonly #suspects: Map<string, MovesRead['suspects'][string]>;
  readonly #untold: Map<string, MovesRead['untold'][string]>;
  readonly #known = new RecentCache<number>(knownAtMost);
  readonly #problems: string[];
  #more: boolean;

  constructor(ports: MovePorts, project: string, { suspects, untold, more, problems }: MovesRead) {
    this.#ports = ports;
    this.#project = project;
    this.#suspects = new Map(Object.entries(suspects));
    this.#untold = new Map(Object.entries(untold));
    this.#problems = [...problems];
    this.#more = more;
  }

  get read(): Pick<MovesRead, 'suspects' | 'untold' | 'more' | 'problems'> {
    const [suspects, untold] = [Object.fromEntries(this.#suspects), Object.fromEntries(this.#untold)];
    return { suspects, untold, more: this.#more, problems: this.#problems };
  }

  async add(event: AuditEvent, place: { readonly blob: string; readonly line: number }): Promise<void> {
    if (isEndOfNotification(event)) this.#untold.delete(event.id);
    const line = this.#rowOf(event);
    if (line === undefined) return;
    const { id, revision } = line;
    if (notificationKindOf(line) !== undefined && this.#untold.size < untoldAtMost)
      this.#untold.set(notificationEndId(id, revision), { revision, ...place });
    const suspected = this.#suspects.get(id);
    if (suspected !== undefined) {
      if (revision >= suspected.revision) this.#suspects.set(id, { revision, ...place });
      return;
    }
    if ((this.#known.known(id) ?? -1) > revision) return;
    const standing = await this.#ports.register.standing({ project: this.#project, id });
    if (whyWritten(standing, line) === undefined) this.#know(id, standing);
    else if (this.#suspects.size < suspectsAtMost) this.#suspects.set(id, { revision, ...place });
    else this.#more = true;
  }

  #rowOf(event: AuditEvent): Operation | undefined {
    try {
      const line = rowInLine(event);
      if (line === undefined) return undefined;
      // Throws for a state that no table knows.
      factsOf(line);
      if (line.project === this.#project) return line;
      throw new Error(`The audit line ${event.id} holds a row of the project ${line.project}`);
    } catch (error) {
      if (this.#problems.length < problemsAtMost) this.#problems.push(messageOf(error));
      return undefined;
    }
  }

  #know(id: string, standing: Awaited<ReturnType<Register['standing']>>): void {
    if (standing === undefined || 'problem' in standing) return;
    this.#known.keep(id, standing.operation.revision);
  }
}

/** The rows that the noted lines hold, read again from their blobs. */
export async function* rowsOfMoves(
  ports: Pick<MovePorts, 'audit'>,
  project: string,
  noted: MovesRead['suspects'],
): AsyncGenerator<Operation> {
  for await (const { event, isNoted } of linesFrom(ports, project, noted)) {
    const row = isNoted ? rowInLine(event) : undefined;
    if (row !== undefined) yield row;
  }
}

/** The same with what the lines behind each of them add: a wish, and how far transfers came. */
export async function rowsByNow(
  ports: Pick<MovePorts, 'audit'>,
  project: string,
  noted: MovesRead['suspects'],
): Promise<Iterable<Operation>> {
  const rows = new Map<string, Operation>();
  for await (const { event, isNoted } of linesFrom(ports, project, noted)) {
    const id = event.operation ?? '';
    const row = isNoted || rows.has(id) ? rowAfter(rows.get(id), event) : undefined;
    if (row !== undefined) rows.set(id, row);
  }
  return rows.values();
}

/** The lines of a chain from the first blob on in which one was noted. */
async function* linesFrom(
  { audit }: Pick<MovePorts, 'audit'>,
  project: string,
  noted: MovesRead['suspects'],
): AsyncGenerator<{ readonly event: AuditEvent; readonly isNoted: boolean }> {
  const wanted = new Map<string, Set<number>>();
  for (const { blob, line } of Object.values(noted))
    wanted.set(blob, (wanted.get(blob) ?? new Set<number>()).add(line));
  const first = [...wanted.keys()].toSorted()[0];
  if (first === undefined) return;
  for await (const { name, lines } of audit.blobs(project, before(first))) {
    let number = 0;
    for await (const line of lines) {
      number += 1;
      yield { event: parseChainLine(line).event, isNoted: wanted.get(name)?.has(number) === true };
    }
  }
}
