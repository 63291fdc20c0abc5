import type { JWK } from 'jose';
import { receiptKeys } from '../../../activities/lifecycle/receipts.ts';
import { messageOf, Refused } from '../../../domain/base/errors.ts';
import { type SignedPayload, verifySigned } from '../../../domain/lifecycle/receipt.ts';
import { notesIn, openCheckpoint } from '../../../domain/witness/checkpoint.ts';
import { isSame, leafHash } from '../../../domain/witness/merkle.ts';
import type { Remembered } from '../../../domain/witness/remembered.ts';
import type { NoteKey } from '../../../domain/witness/signed-note.ts';
import { noteKeyText } from '../../../domain/witness/signed-note.ts';
import { leafOf, type SignedStep, sizeOf } from '../../../domain/witness/signed-step.ts';
import { consistencyProof, TreeEdge } from '../../../domain/witness/tiles.ts';
import { compareNotes, requireConsistent } from '../../../domain/witness/witness.ts';
import type { Ports } from '../../../ports/ports.ts';
import { rootsLog } from '../../../ports/signed-log.ts';
import { checkpointKeys, type LogSettings, originOf } from '../../../use-cases/audit/checkpoint-keys.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { atOnceOfProofs } from '../proof-report.ts';

export type AnchorPorts = Pick<Ports, 'secrets' | 'signedLog' | 'manifests' | 'keptMails'>;

/** What remembers the chains, by chain. `problems` keep everything from being written; of `doubts` whoever agrees has to know. */
export interface Anchors {
  readonly ofChain: ReadonlyMap<string, readonly Remembered[]>;
  readonly problems: readonly string[];
  readonly doubts: readonly string[];
}

/**
 * Everything that can be found and remembers how far the chains had come, each with its signature checked: receipts, what was signed of the
 * tree, the notes beside receipts and in mails that wait, and what operators bring.
 */
export async function readAnchors(
  ports: AnchorPorts,
  settings: LogSettings,
  brought: readonly string[],
): Promise<Anchors> {
  const found = new Found(await receiptKeys(ports), await checkpointKeys(ports, settings), originOf(settings));
  for (const text of brought) await found.takeBrought(text);
  await readReceipts(ports, found);
  try {
    for await (const { text } of ports.keptMails.list()) found.takeNotes(text, 'a mail that waits');
  } catch (error) {
    found.doubts.push(`Mails that wait cannot be read: ${messageOf(error)}`);
  }
  await found.compare(ports);
  return found;
}

async function readReceipts({ manifests }: AnchorPorts, found: Found): Promise<void> {
  let page: string | undefined;
  do {
    const { items, continuation } = await manifests.receiptPage(page);
    await atOnce(atOnceOfProofs, items, async (name) => {
      const [jws, proof] = await Promise.all([manifests.readReceipt(name), manifests.readReceiptProof(name)]);
      if (jws !== undefined) await found.takeReceipt(jws, `the receipt ${name}`);
      if (proof !== undefined) found.takeNotes(proof, `the proof of the receipt ${name}`);
    });
    page = continuation;
  } while (page !== undefined);
}

interface FoundNote {
  readonly note: string;
  readonly by: string;
  readonly size: number;
  readonly isBrought: boolean;
}

class Found implements Anchors {
  readonly ofChain = new Map<string, Remembered[]>();
  readonly problems: string[] = [];
  readonly doubts: string[] = [];
  readonly #notes = new Map<string, FoundNote>();
  readonly #receiptKeys: readonly JWK[];
  readonly #keys: readonly NoteKey[];
  readonly #origin: string;

  constructor(keysOfReceipts: readonly JWK[], keys: readonly NoteKey[], origin: string) {
    this.#receiptKeys = keysOfReceipts;
    this.#keys = keys;
    this.#origin = origin;
  }

  /** A receipt, a note, or a mail with notes in it. Throws Refused for something else. */
  async takeBrought(text: string): Promise<void> {
    const jws = text.trim();
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(jws))
      this.#keepReceipt(await verifySigned(jws, this.#receiptKeys), 'the receipt that you brought');
    else if (this.takeNotes(text, 'the note that you brought', true) === 0)
      throw new Refused(`What you brought is neither a receipt nor a text with a note of the log ${this.#origin}`);
  }

  async takeReceipt(jws: string, by: string): Promise<void> {
    try {
      this.#keepReceipt(await verifySigned(jws, this.#receiptKeys), by);
    } catch (error) {
      this.doubts.push(`${by} is not believed: ${messageOf(error)}`);
    }
  }

  /** Keeps the notes in a text, and says how many there are. */
  takeNotes(text: string, by: string, isBrought = false): number {
    const notes = notesIn(text, this.#origin);
    for (const note of notes) {
      try {
        const { size } = openCheckpoint(note, this.#keys);
        if (!this.#notes.has(note) || isBrought) this.#notes.set(note, { note, by, size, isBrought });
      } catch (error) {
        if (isBrought) throw error;
        this.doubts.push(`The note of ${by} is not believed: ${messageOf(error)}`);
      }
    }
    return notes.length;
  }

  /** Holds the notes against what was signed last, by which alone they tell of single chains. */
  async compare({ signedLog }: AnchorPorts): Promise<void> {
    const step = await signedLog.newest();
    if (step === undefined) {
      this.#withoutTree();
      return;
    }
    await this.#takeStep(step, signedLog);
    for (const one of this.#compared()) await this.#compareNote(one, step, signedLog);
  }

  #withoutTree(): void {
    const largest = [...this.#notes.values()].toSorted((one, other) => other.size - one.size)[0];
    const none = 'Nothing that was signed of the tree is there, so receipts alone tell how many lines there were';
    this.doubts.push(
      largest === undefined ? none : `${none}: ${largest.by} tells of ${largest.size} leaves, and nobody knows which`,
    );
  }

  async #takeStep(step: SignedStep, { readTile }: AnchorPorts['signedLog']): Promise<void> {
    try {
      const signed = openCheckpoint(step.note, this.#keys);
      const edge = await TreeEdge.of(step.before, (place) => readTile(rootsLog, place));
      for (const chain of step.chains) edge.add(leafHash(leafOf(this.#origin, chain)));
      if (signed.size !== edge.size || !isSame(signed.root, edge.root)) throw new Refused('Its leaves are others');
    } catch (error) {
      this.problems.push(`What was signed of the tree at ${step.at} is not what stands there: ${messageOf(error)}`);
      return;
    }
    for (const { chain, size: count, root } of step.chains)
      this.#keep(chain, { by: `the tree that was signed at ${step.at}`, count, root });
  }

  /** Those that were brought, and the largest of those that were found. */
  #compared(): readonly FoundNote[] {
    const all = [...this.#notes.values()];
    const largest = Math.max(...all.map(({ size }) => size));
    return all.filter(({ size, isBrought }) => isBrought || size === largest);
  }

  async #compareNote({ note, by }: FoundNote, step: SignedStep, { readTile }: AnchorPorts['signedLog']): Promise<void> {
    try {
      const compared = compareNotes({ keys: this.#keys.map(noteKeyText), note }, step.note);
      if (!compared.isNew) return;
      const proof = await consistencyProof(compared.before.size, sizeOf(step), (place) => readTile(rootsLog, place));
      requireConsistent(
        compared,
        proof.map((hash) => hash.toString('base64')),
      );
    } catch (error) {
      this.problems.push(`It contradicts ${by}. ${messageOf(error)}`);
    }
  }

  #keepReceipt({ project, chain }: SignedPayload, by: string): void {
    this.#keep(project, { by, ...chain });
  }

  #keep(chain: string, remembered: Remembered): void {
    this.ofChain.set(chain, [...(this.ofChain.get(chain) ?? []), remembered]);
  }
}
