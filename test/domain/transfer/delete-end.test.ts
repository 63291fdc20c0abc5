import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDelete, type SourceAges, wasThere, withFile } from '../../../src/domain/transfer/delete-end.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, second));
const listings = { listedAt: at(30), date: at(60) };

describe('endOfDelete', () => {
  it.each<[string, SourceAges, Date]>([
    ['ends one second after the newest copied file', { newestCopied: at(20) }, at(21)],
    ['ends one second after a newer marker', { newestCopied: at(20), newestMarker: at(25) }, at(26)],
    ['spares a file that was not copied', { newestCopied: at(20), oldestOther: at(15) }, at(15)],
    ['takes nothing when nothing was copied: it ends before the manifest was listed', {}, at(30)],
    ['spares what was not copied also then', { oldestOther: at(29) }, at(29)],
  ])('%s', (_, ages, endTime) => {
    expect(endOfDelete(ages, listings, 10)).toEqual({ kind: 'end', endTime });
  });

  it.each([
    ['one clock', 0, 60, 1],
    ['one clock, a second later', 0, 61, undefined],
    ['clocks that differ', 10, 60, 21],
    ['clocks that differ, long after', 10, 81, undefined],
  ])('waits until a later write is sure to get a later time: %s', (_, skew, date, seconds) => {
    const end = endOfDelete({ newestCopied: at(60) }, { listedAt: at(60), date: at(date) }, skew);
    expect(end).toEqual(seconds === undefined ? { kind: 'end', endTime: at(61) } : { kind: 'wait', seconds });
  });

  it('waits for a marker that came with the upload, and not for one that somebody writes again and again', () => {
    const ages = { newestCopied: at(20), newestMarker: at(60) };
    expect(endOfDelete(ages, { listedAt: at(30), date: at(60) }, 0)).toEqual({ kind: 'wait', seconds: 1 });
    const muchLater = { listedAt: at(30), date: at(200) };
    expect(endOfDelete({ ...ages, newestMarker: at(200) }, muchLater, 0)).toEqual({ kind: 'end', endTime: at(21) });
  });

  it('waits for a marker that came within a minute after the listing of the manifest, the last second included', () => {
    const ages = { newestCopied: at(20), newestMarker: at(90) };
    expect(endOfDelete(ages, { listedAt: at(30), date: at(90) }, 0)).toEqual({ kind: 'wait', seconds: 1 });
  });

  it.each([
    ['one clock', 0, 201],
    ['clocks that differ', 10, 221],
  ])('takes a marker of much later as well, as soon as nothing has to wait for it: %s', (_, skew, date) => {
    const ages = { newestCopied: at(20), newestMarker: at(200) };
    const ending = (second: number) => endOfDelete(ages, { listedAt: at(30), date: at(second) }, skew);
    expect(ending(date - 1)).toEqual({ kind: 'end', endTime: at(21) });
    expect(ending(date)).toEqual({ kind: 'end', endTime: at(201) });
  });
});

describe('withFile', () => {
  const seconds = fc.array(fc.nat(50), { minLength: 1 });

  it('knows the newest of what was copied and of the markers, and the oldest of the others, in whatever order they are listed', () => {
    fc.assert(
      fc.property(seconds, (listed) => {
        const ages = listed.reduce<SourceAges>(
          (all, second) =>
            withFile(withFile(withFile(all, 'copied', at(second)), 'marker', at(second)), 'other', at(second)),
          {},
        );
        const [newest, oldest] = [at(Math.max(...listed)), at(Math.min(...listed))];
        expect(ages).toEqual({ newestCopied: newest, newestMarker: newest, oldestOther: oldest });
      }),
    );
  });
});

describe('wasThere', () => {
  it.each([
    ['one clock', 0, 29],
    ['clocks that may each be ten seconds wrong', 10, 9],
  ])('is sure of a file only if it is older than clocks can be wrong: %s', (_, skew, last) => {
    expect(wasThere(at(last), at(30), skew)).toBe(true);
    expect(wasThere(at(last + 1), at(30), skew)).toBe(false);
  });
});

interface Write {
  readonly path: string;
  readonly at: number;
  readonly skew: number;
}
type Files = ReadonlyMap<string, { readonly version: number; readonly changed: Date }>;

/** A container whose servers stamp with clocks of their own, in whole seconds as storage tells them, and the people who write to it. */
class Container {
  readonly #files = new Map<string, { readonly version: number; readonly changed: Date }>();
  readonly #writes: Write[];
  readonly #skews: Iterator<number>;
  #now = 0;

  constructor(writes: readonly Write[], skews: Iterator<number>) {
    this.#writes = writes.toSorted((one, other) => one.at - other.at);
    this.#skews = skews;
  }

  /** False when nothing is there and nothing will come. */
  get isBusy(): boolean {
    return this.#files.size > 0 || this.#writes.length > 0;
  }

  pass(seconds: number): void {
    this.#now += seconds;
    while (this.#writes[0] && this.#writes[0].at <= this.#now) this.#write(this.#writes.shift());
  }

  list(): { readonly date: Date; readonly files: Files } {
    const skew = Number(this.#skews.next().value);
    return { date: at(Math.floor(this.#now + skew)), files: new Map(this.#files) };
  }

  /** Takes what was changed before the end, as Data Factory does, and gives it. */
  delete(end: Date): Files {
    const taken = new Map([...this.#files].filter(([, { changed }]) => changed < end));
    for (const path of taken.keys()) this.#files.delete(path);
    return taken;
  }

  #write(write: Write | undefined): void {
    if (!write) return;
    const version = write.at + write.skew / 100;
    this.#files.set(write.path, { version, changed: at(Math.floor(write.at + write.skew)) });
  }
}

/** One upload: listed and copied, then deleted at the end that is decided on, after the waits that are asked for. */
function carry(container: Container, gaps: Iterator<number>, skewSeconds: number): void {
  const { date: listedAt, files: copied } = container.list();
  container.pass(Number(gaps.next().value));
  for (let waits = 0; ; waits += 1) {
    expect(waits).toBeLessThan(10);
    const { date, files } = container.list();
    let ages: SourceAges = {};
    for (const [path, { version, changed }] of files) {
      const isCopied = copied.get(path)?.version === version;
      if (!isCopied) expect(wasThere(changed, listedAt, skewSeconds)).toBe(false);
      ages = withFile(ages, isCopied ? 'copied' : 'other', changed);
    }
    const end = endOfDelete(ages, { listedAt, date }, skewSeconds);
    container.pass(end.kind === 'wait' ? end.seconds : Number(gaps.next().value));
    if (end.kind === 'wait') continue;
    for (const [path, { version }] of container.delete(end.endTime)) expect(copied.get(path)?.version).toBe(version);
    return;
  }
}

describe('with the clocks of storage up to ten seconds wrong', () => {
  const skew = fc.integer({ min: -10, max: 10 });
  const seconds = fc.double({ min: 0, max: 40, noNaN: true });
  const write = fc.record({ path: fc.constantFrom('a', 'b', 'c'), at: seconds, skew });
  const writes = fc.array(write, { minLength: 1, maxLength: 8 });

  it('a delete takes nothing that was not copied, and whatever was copied goes in the end', () => {
    const run = (all: readonly Write[], skews: Iterator<number>, gaps: Iterator<number>) => {
      const container = new Container(all, skews);
      for (let uploads = 0; container.isBusy; uploads += 1) {
        expect(uploads).toBeLessThan(30);
        container.pass(5);
        carry(container, gaps, 10);
      }
    };
    fc.assert(fc.property(writes, fc.infiniteStream(skew), fc.infiniteStream(seconds), run), { numRuns: 2000 });
  });
});
