import { inspectionEnd } from '../../src/domain/operation/inspection-wait.ts';
import type { InspectionKey } from '../../src/domain/review/inspection.ts';
import type { FileToInspect, Inspected } from '../../src/inspector/inspect-file.ts';
import type { InspectFiles, InspectingParts } from '../../src/inspector/inspecting.ts';
import { aCoverage } from './a-coverage.ts';
import { MemoryRoom, sha256 } from './memory-room.ts';

const minute = 60_000;

/** A package that somebody drops; `seconds` has for each file how long it takes to be looked into. */
export interface Drop {
  readonly project: string;
  readonly minute: number;
  readonly seconds: readonly number[];
}

/** What became of a package. `left`: how many minutes before its approvers are asked its evidence stood; undefined without evidence. */
export interface Dropped extends Drop {
  readonly key: InspectionKey;
  readonly left: number | undefined;
  /** How many of its files were looked into. */
  readonly seen: number;
  readonly reasons: readonly string[];
}

/** A reading room whose files and listings take time, and to which people drop packages while it is busy. */
export class BusyRoom extends MemoryRoom {
  /** How long each run took, in minutes. */
  readonly runs: number[] = [];
  /** How often files were opened. */
  opened = 0;
  readonly #coming: Drop[];
  readonly #came: (Drop & { readonly key: InspectionKey; readonly end: number })[] = [];
  readonly #begin = this.now;

  constructor(drops: readonly Drop[]) {
    super();
    this.#coming = drops.toSorted((one, other) => one.minute - other.minute);
  }

  /** The timer fires each minute, unless the run before still goes on. */
  async play(minutes: number, change: Partial<InspectingParts> = {}): Promise<readonly Dropped[]> {
    const { pages } = this.parts().listing;
    const listing = { pages: (...asked: Parameters<typeof pages>) => this.#late(pages(...asked)) };
    const inspect: InspectFiles = (files, _rules, milliseconds) => this.#look(files, milliseconds);
    await this.pass(0);
    while (this.now < this.#begin + minutes * minute) {
      const begun = this.now;
      await this.run({ inspect, listing, ...change });
      this.runs.push((this.now - begun) / minute);
      await this.pass(minute - ((this.now - this.#begin) % minute));
    }
    return await Promise.all(
      this.#came.map(async ({ end, ...came }) => ({ ...came, ...(await this.#became(came.key, end)) })),
    );
  }

  /** Lets time pass; who drops a package meanwhile does it at that time. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const [next] = this.#coming;
      if (next === undefined || this.#begin + next.minute * minute > until) break;
      this.#coming.shift();
      this.now = Math.max(this.now, this.#begin + next.minute * minute);
      const end = inspectionEnd({ since: new Date(this.now).toISOString() }).getTime();
      const key = await this.asked(next.seconds.map(String), { project: next.project });
      this.#came.push({ ...next, key, end });
    }
    this.now = until;
  }

  async *#late<T>(pages: AsyncIterable<T>): AsyncGenerator<T> {
    await this.pass(1000);
    yield* pages;
  }

  /** One file after the other, of which none is begun after the time. */
  async *#look(files: readonly FileToInspect[], milliseconds: number): AsyncGenerator<Inspected> {
    const latest = this.now + milliseconds;
    for (const file of files) {
      if (this.now >= latest) return;
      let text = '';
      for await (const bytes of file.open()) text += Buffer.from(bytes).toString();
      this.opened += 1;
      await this.pass(Number(text) * 1000);
      const coverage = aCoverage({ lines: 1, looked: text.length });
      yield { type: 'table', findings: [], notChecked: [], sha256: sha256(text), places: [], coverage };
    }
  }

  async #became(key: InspectionKey, end: number): Promise<Pick<Dropped, 'left' | 'seen' | 'reasons'>> {
    const written = await this.written(key);
    if (written === undefined) return { left: undefined, seen: 0, reasons: [] };
    const { files } = await this.evidence(key);
    const seen = files.filter(({ sha256: hash }) => hash !== undefined).length;
    const reasons = [...new Set(files.flatMap(({ notChecked }) => notChecked))];
    return { left: (end - written) / minute, seen, reasons };
  }
}
