import { type AuditEvent, genesisHash, lineHash, parseChainLine } from './chain-line.ts';

/** A point of a chain that something outside of it remembers, such as a signed receipt. */
export interface Anchor {
  readonly count: number;
  readonly hash: string;
}

/**
 * Whether a chain is whole. `line` is the first bad or missing line, counted from 1. `uncounted`: nothing is wrong but that the chain
 * goes on behind its head, up to this point; an append that is under way writes its lines first.
 */
export type ChainVerdict =
  | { readonly ok: true; readonly count: number; readonly hash: string }
  | { readonly ok: false; readonly line: number; readonly why: string; readonly uncounted?: Anchor };

/** How far a chain was read: all that the check of its next line needs. `before` is the hash of the line before the last one. */
export interface ChainState {
  readonly head: Anchor;
  readonly count: number;
  readonly hash: string;
  readonly before: string;
}

/** The head must have been read before the lines. */
export function chainStart(head: Anchor | undefined): ChainState {
  const { count, hash } = head ?? { count: 0, hash: genesisHash };
  return { head: { count, hash }, count: 0, hash: genesisHash, before: genesisHash };
}

type Bad = Extract<ChainVerdict, { ok: false }>;

/** A line that does not name the one before it. `vouched`: the line after it names it. */
interface Break {
  readonly line: number;
  readonly hash: string;
  readonly previous: string;
  vouched?: boolean;
}

/** So many ids are kept to find a repeat: an event is repeated by an append that is tried again, and that comes soon after. */
const idsAtMost = 50_000;

/**
 * Reads a chain line by line, with the same memory however long it is, and finds an edit, a deletion, a swap, an insertion, an event
 * repeated within 50,000 lines and a cut end. It can stop after any line and go on from `state`.
 */
export class ChainCheck {
  #state: ChainState;
  #read: number;
  #bad: Bad | undefined;
  #break: Break | undefined;
  readonly #ids = new Set<string>();
  readonly #anchors: readonly Anchor[];

  constructor(state: ChainState, anchors: readonly Anchor[] = []) {
    this.#state = state;
    this.#read = state.count;
    this.#anchors = anchors;
  }

  /** Up to the last line that was good. */
  get state(): ChainState {
    return this.#state;
  }

  /** Whether a bad line was found; what follows is only counted. */
  get broken(): boolean {
    return this.#bad !== undefined || this.#break !== undefined;
  }

  /** Takes the next line in, and gives its event when nothing is wrong so far. */
  add(line: string): AuditEvent | undefined {
    this.#read += 1;
    if (this.#bad) return undefined;
    const link = read(line);
    if (this.#break) {
      this.#break.vouched ??= link?.previous === this.#break.hash;
      return undefined;
    }
    if (!link) return this.#refuse('it is not an audit line');
    const { hash, previous, event } = link;
    if (previous !== this.#state.hash) {
      this.#break = { line: this.#read, hash, previous };
      return undefined;
    }
    if (this.#isRepeat(event.id)) return this.#refuse(`the event ${event.id} stands in the chain already`);
    const { head } = this.#state;
    if (this.#read === head.count && hash !== head.hash)
      return this.#refuse('it was changed: the head of the chain remembers another');
    if (this.#anchors.some((anchor) => anchor.count === this.#read && anchor.hash !== hash))
      return this.#refuse(rewritten);
    this.#state = { head, count: this.#read, hash, before: this.#state.hash };
    return event;
  }

  end(): ChainVerdict {
    if (this.#bad) return this.#bad;
    if (this.#break) return this.#judgeBreak(this.#break);
    const { head, count, hash } = this.#state;
    if (count < head.count) return bad(count + 1, `the end was cut: ${head.count} lines were written`);
    const beyond = this.#anchors.find((anchor) => anchor.count > count);
    if (beyond) return bad(count + 1, `the end was cut: a receipt remembers ${beyond.count} lines`);
    if (this.#anchors.some((anchor) => anchor.count === 0 && anchor.hash !== genesisHash)) return bad(1, rewritten);
    if (count > head.count) return { ...bad(head.count + 1, uncountedLine), uncounted: { count, hash } };
    return { ok: true, count, hash };
  }

  #refuse(why: string): undefined {
    this.#bad = bad(this.#read, why);
  }

  #judgeBreak({ line, hash, previous, vouched }: Break): Bad {
    const { head, count, before } = this.#state;
    const known = vouched ?? head.hash === hash;
    if (count > 0 && previous === before) return bad(line - 1, 'it was inserted');
    if (!known || count === 0) return bad(line, 'it does not follow the line before it');
    if (head.count > 0 && this.#read >= head.count)
      return bad(line - 1, 'it was changed: the next line remembers another one');
    return bad(line, 'a line is missing here, or the one before it was changed');
  }

  #isRepeat(id: string): boolean {
    if (this.#ids.has(id)) return true;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > idsAtMost && oldest !== undefined) this.#ids.delete(oldest);
    return false;
  }
}

/** Reads a whole chain. The head must have been read before the lines; `anchors` are what receipts remember of it. */
export async function verifyChain(
  lines: AsyncIterable<string>,
  head: Anchor | undefined,
  anchors: readonly Anchor[] = [],
): Promise<ChainVerdict> {
  const check = new ChainCheck(chainStart(head), anchors);
  for await (const line of lines) check.add(line);
  return check.end();
}

const rewritten = 'a receipt remembers another line here: the chain was written anew';
const uncountedLine =
  'it is not counted by the head of the chain: somebody else appended it, or its writer was stopped, and then the next event or sweep settles it';

function bad(line: number, why: string): Bad {
  return { ok: false, line, why: `Line ${line}: ${why}.` };
}

function read(
  line: string,
): { readonly event: AuditEvent; readonly hash: string; readonly previous: string } | undefined {
  try {
    const { event, previous } = parseChainLine(line);
    return { event, previous, hash: lineHash(line) };
  } catch {
    return undefined;
  }
}
