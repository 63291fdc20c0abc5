import type { ChainState } from '../../domain/audit/audit-chain.ts';
import { type AuditEvent, genesisHash, lineHash } from '../../domain/audit/chain-line.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { certificateDisagrees } from '../../domain/definition/closure.ts';
import { rowDisagrees, rowInLine } from '../../domain/history/record-agreement.ts';
import { decisionDisagrees, isOfRound, roundDisagrees } from '../../domain/history/round-agreement.ts';
import { announcedReceipt } from '../../domain/lifecycle/due-receipts.ts';
import { dutiesDisagree } from '../../domain/lifecycle/recorded-duties.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { decisionEvent } from '../../domain/review/decision-event.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { atOnceOfProofs, type BadReceipt, type Finding } from './proof-report.ts';
import { definitionIn, definitionsAfter, type RecordedDefinitions } from './verify-definition.ts';
import { verifyNotification } from './verify-notification.ts';
import type { ProofSources } from './verify-operation.ts';

interface Untrue {
  readonly bad?: BadReceipt;
  readonly finding?: Finding;
}

/** So many hashes of lines are kept: a receipt remembers the end of the chain a few lines before the line that tells of it. */
const hashesAtMost = 4096;

/**
 * Holds what the lines of one chain tell against the records: register rows, rounds, decisions, receipts, and what each receipt
 * remembers of the chain. It needs the same memory however long the chain is.
 */
export class LineCheck {
  readonly #sources: ProofSources;
  readonly #inHand: ProofSources;
  readonly #project: string;
  readonly #hashes = new Map<number, string>();
  #told: RecordedDefinitions;
  #taken: AuditEvent[] = [];
  #early: { readonly name: string; readonly count: number; readonly hash: string }[] = [];

  /** `inHand`: what may be a moment older than the lines. */
  constructor(sources: ProofSources, inHand: ProofSources, project: string, from?: RecordedDefinitions) {
    this.#told = { definitions: from?.definitions ?? [], ...(from?.put === undefined ? {} : { put: from.put }) };
    this.#sources = sources;
    this.#inHand = inHand;
    this.#project = project;
  }

  get told(): RecordedDefinitions {
    return this.#told;
  }

  /** Takes the event of a good line, to be checked with others; `state` is where the chain stands after it. */
  take(event: AuditEvent, state: ChainState): void {
    this.note(event, state);
    this.ask(event);
  }

  /** Takes what others need to know of a line that was checked before. */
  note(event: AuditEvent, { count, hash }: ChainState): void {
    this.#hashes.set(count, hash);
    this.#hashes.delete(count - hashesAtMost);
    this.#told = definitionsAfter(this.#told, event);
  }

  /** Takes the event of a line of which nobody knows which one it is. */
  ask(event: AuditEvent): void {
    this.#taken.push(event);
  }

  /** Checks the lines that were taken since the last time, many at once, and gives what is untrue in their order. */
  async checkTaken(): Promise<readonly Untrue[]> {
    const events = this.#taken.splice(0);
    const found = await inOrder(
      atOnceOfProofs,
      events,
      async (event) => (await this.#check(this.#inHand, event)) && (await this.#check(this.#sources, event)),
    );
    return [...found.flatMap((untrue) => untrue ?? []), ...(await this.#checkEarly()).map((bad) => ({ bad }))];
  }

  async #check(sources: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
    try {
      switch (event.kind) {
        case 'receipt.written':
          return await this.#checkReceipt(sources, event);
        case 'transfer.files-outside':
        case 'transfer.originals-gone':
          return await this.#checkInterruption(sources, event);
        case 'project.closed':
          return await checkClosed(sources, event);
        case 'decision.recorded':
          return (await checkDecision(sources, event)) ?? (await checkRound(sources, event));
        case 'project.change-intended':
        case 'project.changed':
        case 'project.suspended':
          return await this.#checkDefinition(sources, event);
        default:
          return (
            (isOfRound(event) ? await checkRound(sources, event) : await this.#checkMove(sources, event)) ??
            (await checkBeside(sources, this.#project, event))
          );
      }
    } catch (error) {
      return { finding: { record: 'audit event', key: event.id, why: messageOf(error) } };
    }
  }

  /** Looks up what receipts remember of lines that were read long before; one more reading of the chain, only when there are any. */
  async #checkEarly(): Promise<readonly BadReceipt[]> {
    const early = this.#early;
    this.#early = [];
    const last = Math.max(0, ...early.map(({ count }) => count));
    const found = new Map([[0, genesisHash]]);
    let count = 0;
    if (last > 0)
      for await (const line of this.#sources.ports.audit.lines(this.#project)) {
        count += 1;
        if (early.some((one) => one.count === count)) found.set(count, lineHash(line));
        if (count === last) break;
      }
    return early.filter((one) => found.get(one.count) !== one.hash).map(({ name, count: at }) => forged(name, at));
  }

  async #checkReceipt({ receipts }: ProofSources, { data }: AuditEvent): Promise<Untrue | undefined> {
    const name = String(data['receipt']);
    const read = await receipts(name);
    if (read === undefined) return { bad: { name, why: 'It is missing: the audit tells that it was written' } };
    // One that does not verify is named with the operation that it belongs to.
    if ('refused' in read) return undefined;
    // Lines of earlier versions do not say.
    const told = data['sha256'] ?? read.sha256;
    if (told !== read.sha256)
      return { bad: { name, why: `Its SHA-256 is ${read.sha256}, and the audit says ${told}` } };
    if (read.payload.project !== this.#project) return undefined;
    const { count, hash } = read.payload.chain;
    const known = this.#hashes.get(count);
    if (known === undefined && this.#hashes.size > 0) this.#early.push({ name, count, hash });
    return known === undefined || known === hash ? undefined : { bad: forged(name, count) };
  }

  async #checkInterruption({ ports, receipts }: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
    const announced = announcedReceipt(event);
    if (announced === undefined) return undefined;
    const { name, failedEventId } = announced;
    if ((await receipts(name)) !== undefined) return undefined;
    if (!(await ports.audit.holds(this.#project, failedEventId))) return undefined;
    return { bad: { name, why: 'It is missing: the audit tells of a step that was stopped half-way' } };
  }

  async #checkMove({ ports }: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
    const line = rowInLine(event);
    if (line === undefined) return undefined;
    const found = (why: string): Untrue => ({ finding: { record: 'register row', key: line.id, why } });
    const row = (await ports.register.get({ project: this.#project, id: line.id }))?.value;
    if (row === undefined) return found(`It is missing: the audit tells that it became ${stateText(line.state)}`);
    if (row.revision < line.revision)
      return found(`It is of the revision ${row.revision}; the audit tells of the revision ${line.revision}`);
    if (row.revision > line.revision) {
      // The notification of the newest move is looked for with its row.
      const [finding] = await verifyNotification(ports, line);
      return finding && { finding };
    }
    const why = rowDisagrees(row, line);
    return why === undefined ? undefined : found(why);
  }

  async #checkDefinition({ ports }: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
    const definition = definitionIn(event);
    if (definition === undefined || event.kind === 'project.change-intended') return undefined;
    if ((await ports.projects.version(this.#project, definition)) !== undefined) return undefined;
    const why = 'This version is missing: the audit tells that it was put in force';
    return { finding: { record: 'definition', key: `${this.#project}/${definition}`, why } };
  }
}

function forged(name: string, count: number): BadReceipt {
  return { name, why: `It remembers another line ${count} of the audit: one of them was written anew` };
}

/** Rows beside the operation: what its release took of limits, of which a lost one shows in their count, and what recipients were asked. */
async function checkBeside({ ports }: ProofSources, project: string, event: AuditEvent): Promise<Untrue | undefined> {
  const { kind, operation } = event;
  const found = (of: string, why: string): Untrue => ({ finding: { record: 'row', key: `register ${of}`, why } });
  if (kind === 'limit.begun' || kind === 'limit.taken') {
    const { etag, isWhole } = await ports.takes.of(project);
    if (isWhole && etag !== null) return undefined;
    return found(`${project} take`, 'A row is missing of what releases took of limits: the audit tells of it');
  }
  if (!kind.startsWith('recipient.')) return undefined;
  const why = dutiesDisagree(await ports.duties.of(project), event);
  return why === undefined ? undefined : found(`duties:${operation}`, why);
}

async function checkClosed({ receipts }: ProofSources, { data }: AuditEvent): Promise<Untrue | undefined> {
  const name = String(data['receipt']);
  const found = await receipts(name);
  // One that is refused, its own check names.
  const why = found !== undefined && 'refused' in found ? undefined : certificateDisagrees(found?.payload, data);
  return why === undefined ? undefined : { bad: { name, why } };
}

async function checkDecision({ ports }: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
  const { operation = '', actor, data } = event;
  const { decisions } = await ports.decisions.read(operation ?? '');
  // Whoever left and came again decides again in the same round: the line is that of one of these decisions.
  const row = decisions.find((decision) => decisionEvent(decision).id === event.id);
  const key = `${operation} round ${data['round']} ${actor}`;
  if (row === undefined) return { finding: { record: 'decision', key, why: 'It is missing: the audit tells of it' } };
  if (!decisionDisagrees(row, event)) return undefined;
  return { finding: { record: 'decision', key, why: 'It does not say what the audit tells' } };
}

async function checkRound({ ports }: ProofSources, event: AuditEvent): Promise<Untrue | undefined> {
  if (!isOfRound(event)) return undefined;
  const { rounds } = await ports.decisions.read(event.operation ?? '');
  const round = rounds.find(({ value }) => value.number === event.data['round'])?.value;
  const why = round === undefined ? 'It is missing: the audit tells of it' : roundDisagrees(round, event);
  if (why === undefined) return undefined;
  return { finding: { record: 'round', key: `${event.operation} round ${event.data['round']}`, why } };
}
