import { z } from 'zod';
import { type AuditEvent, genesisHash } from './chain-line.ts';

const count = z.int().nonnegative();

/**
 * Where a chain stands, as the row of its head says: how many lines it has, the hash of the last one, the blob in which the next one will
 * stand, at which byte, behind how many appends, and how many of its lines are about holds. Heads of earlier versions do not count those.
 */
export const chainHeadSchema = z.object({
  count,
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'it is no SHA-256 in hex'),
  blob: z.string(),
  length: count,
  blocks: count,
  holdLines: count.exactOptional(),
});
export type ChainHead = z.infer<typeof chainHeadSchema>;

export type WholeHead = Required<ChainHead>;

export const headFields = chainHeadSchema.keyof().options;

/** Kind of the line that ends a blob and names the next one. Whoever reads or appends goes on there, so two writers can never fork the chain at a change of blob. */
export const continuedKind = 'chain.continued';

/** The blob in which the chain goes on behind a line; undefined while it stays in the same. */
export function blobAfter({ kind, data }: Pick<AuditEvent, 'kind' | 'data'>): string | undefined {
  const next = kind === continuedKind ? data['blob'] : undefined;
  return typeof next === 'string' ? next : undefined;
}

export function firstHead(blob: string): WholeHead {
  return { count: 0, hash: genesisHash, blob, length: 0, blocks: 0, holdLines: 0 };
}

/** The parts of the name of a blob; undefined for a name that no blob of an audit chain has. */
export function blobName(
  name: string,
): { readonly chain: string; readonly month: string; readonly number: number } | undefined {
  const [, chain, month, number] = /^([^/]+)\/(\d{4}-\d{2})\/(\d{3})\.jsonl$/.exec(name) ?? [];
  if (chain === undefined || month === undefined) return undefined;
  return { chain, month, number: Number(number) };
}

/** Thrown where the head of a chain is not as the lines of the chain are: nothing is appended until somebody has put it right. */
export class WrongHead extends Error {
  override readonly name = 'WrongHead';
}

/** The same where the head is right, and nothing knows of the last line that it counts: a repeat of its event would stand there twice. */
export class LostEvent extends WrongHead {}

export const lastLine = (eventId: string) => `its last line, the event ${eventId}`;

/** `what`: which events, in words. */
export function lostEvent(chain: string, what: string): LostEvent {
  return new LostEvent(
    `The audit chain ${chain} has lost what was known of ${what}: somebody removed its row from the table heads, so an event that comes again would be written twice. Nothing is appended. docs/restore.md says how two operators put it right.`,
  );
}

/** `why`: half a sentence about the head. */
export function wrongHead(chain: string, why: string): WrongHead {
  return new WrongHead(`The head of the audit chain ${chain} is wrong: ${why}. ${wayOut(chain)}`);
}

/** Of a chain that has lines. */
export function missingHead(chain: string): WrongHead {
  return new WrongHead(`The audit chain ${chain} has lines but no head: somebody removed it. ${wayOut(chain)}`);
}

/** Of a chain without a line, of which the second copy has some. */
export function lostChain(chain: string): WrongHead {
  return new WrongHead(
    `The second copy has lines of the audit chain ${chain}, and here is none: they are lost. Nothing is appended until they are back (docs/restore.md).`,
  );
}

function wayOut(chain: string): string {
  return `Nothing is appended. GET ops/audit/verify?project=${chain} says what it must be, and docs/restore.md how two operators put it right.`;
}

/** What a head says that is not so, in words; undefined when all of it is. Only what both know is compared. */
export function headDisagrees(head: ChainHead, truth: Partial<ChainHead>): string | undefined {
  const wrong = headFields.flatMap((field) => {
    const [is, must] = [head[field], truth[field]];
    const agrees = is === undefined || must === undefined || is === must;
    return agrees ? [] : [`its ${headWords[field]} is ${is} and must be ${must}`];
  });
  return wrong.length === 0 ? undefined : wrong.join('; ');
}

export const headWords: Record<keyof ChainHead, string> = {
  count: 'count of lines (count)',
  hash: 'hash of the last line (hash)',
  blob: 'blob (blob)',
  length: 'length in bytes (length)',
  blocks: 'count of appends (blocks)',
  holdLines: 'count of lines about holds (holdLines)',
};

/** What a head must be, as an operator copies it into the row. */
export function headText({ count, hash, blob, length, blocks, holdLines }: Partial<ChainHead>): string {
  return Object.entries({ count, hash, blob, length, blocks, holdLines })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ');
}

export function isAboutHold(kind: string): boolean {
  return kind.startsWith('hold.');
}

/** Where reading the lines of a chain has come to, as a head would say it; without the count of appends, which no line shows. */
export type HeadAt = Omit<WholeHead, 'blocks'>;

/** Holds a head against the lines of its chain while they are read, with the same memory however long it is. */
export class HeadCheck {
  readonly #head: ChainHead | undefined;
  #at: HeadAt;
  #why: string | undefined;

  /** `at`: where reading was left, if it goes on. The head must have been read before the lines. */
  constructor(head: ChainHead | undefined, at?: HeadAt) {
    this.#head = head;
    const { blocks: _, ...start } = firstHead(head?.blob ?? '');
    this.#at = at ?? start;
    if (at === undefined) this.#compare();
  }

  get at(): HeadAt {
    return this.#at;
  }

  /** What the head says that the lines do not; undefined when nothing is wrong up to here. */
  get disagreement(): string | undefined {
    return this.#why;
  }

  add(
    line: { readonly blob: string; readonly text: string; readonly hash: string },
    event: AuditEvent | undefined,
  ): void {
    const { blob, length, count: before, holdLines } = this.#at;
    const next = event && blobAfter(event);
    const from = blob === line.blob ? length : 0;
    const place =
      next === undefined
        ? { blob: line.blob, length: from + Buffer.byteLength(line.text) + 1 }
        : { blob: next, length: 0 };
    const more = event !== undefined && isAboutHold(event.kind) ? 1 : 0;
    this.#at = { count: before + 1, hash: line.hash, holdLines: holdLines + more, ...place };
    this.#compare();
  }

  #compare(): void {
    if (this.#head?.count === this.#at.count) this.#why = headDisagrees(this.#head, this.#at);
  }
}
