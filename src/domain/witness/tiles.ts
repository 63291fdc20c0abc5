import {
  bytesOfHash,
  consistencySpans,
  inclusionSpans,
  joined,
  rootOf,
  type Span,
  type Subtree,
  subtreesOf,
} from './merkle.ts';

/** So many hashes have room in a tile, and so many levels of the tree lie between those of a tile and of the one above (C2SP tlog-tiles). */
const width = 256;
const height = 8;

/** Where a tile stands; one that is not full yet has another name for each width. */
export interface TilePlace {
  readonly level: number;
  readonly number: number;
  /** How many hashes it has. */
  readonly hashes: number;
}

export interface Tile extends TilePlace {
  readonly bytes: Buffer;
}

/** Gives the hashes of a tile, side by side. */
export type ReadTile = (place: TilePlace) => Promise<Uint8Array>;

/** `tile/0/x001/x234/067.p/5` */
export function tilePath({ level, number, hashes }: TilePlace): string {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${name}${hashes === width ? '' : `.p/${hashes}`}`;
}

/** The tiles of a tree that are not full. */
function openTiles(size: number): readonly TilePlace[] {
  const places: TilePlace[] = [];
  for (let [level, left] = [0, size]; left > 0; level += 1) {
    if (left % width > 0) places.push({ level, number: Math.floor(left / width), hashes: left % width });
    left = Math.floor(left / width);
  }
  return places;
}

/** The tiles that a tree of that size has, and one of an earlier size had not. */
export function newTiles(before: number, size: number): readonly TilePlace[] {
  const filled: TilePlace[] = [];
  for (let [level, leaves] = [0, width]; leaves <= size; level += 1, leaves *= width)
    for (let number = Math.floor(before / leaves); number < Math.floor(size / leaves); number += 1)
      filled.push({ level, number, hashes: width });
  return [...filled, ...openTiles(size)];
}

/** The right edge of a tree: whoever holds it can let the tree grow and say its root. */
export class TreeEdge {
  /** Of each level of tiles the hashes of the one that is not full. */
  readonly #open: Buffer[][];
  #size: number;

  private constructor(size: number, open: Buffer[][]) {
    this.#size = size;
    this.#open = open;
  }

  static async of(size: number, read: ReadTile): Promise<TreeEdge> {
    const open: Buffer[][] = [];
    for (const place of openTiles(size)) {
      while (open.length < place.level) open.push([]);
      open.push(hashesIn(await read(place), place));
    }
    return new TreeEdge(size, open);
  }

  get size(): number {
    return this.#size;
  }

  get root(): Buffer {
    const top = this.#open.reduce<Buffer[]>(
      (below, level) => (sum(level, below).length === 0 ? [] : [rootOf(sum(level, below))]),
      [],
    );
    return rootOf(top);
  }

  /** Lets a leaf follow, and gives the tiles that it filled. */
  add(leaf: Buffer): readonly Tile[] {
    const filled: Tile[] = [];
    this.#size += 1;
    let hash = leaf;
    for (let [level, count] = [0, this.#size]; ; level += 1) {
      const hashes = this.#open[level] ?? [];
      this.#open[level] = hashes;
      hashes.push(hash);
      if (hashes.length < width) return filled;
      filled.push({ level, number: count / width - 1, hashes: width, bytes: Buffer.concat(hashes) });
      hash = rootOf(hashes);
      this.#open[level] = [];
      count /= width;
    }
  }

  /** Its tiles that are not full. */
  get tiles(): readonly Tile[] {
    return openTiles(this.#size).map((place) => ({ ...place, bytes: Buffer.concat(this.#open[place.level] ?? []) }));
  }
}

/** How long a tile is. */
export function bytesOf({ hashes }: TilePlace): number {
  return hashes * bytesOfHash;
}

const sum = (level: readonly Buffer[], below: readonly Buffer[]) => [...level, ...below];

/** Tiles that are read once, and whose hashes are reckoned once, for all proofs that are made with them. */
export class KnownTiles {
  readonly #read: ReadTile;
  readonly #tiles = new Map<string, Promise<readonly Buffer[]>>();
  readonly #roots = new Map<string, Buffer>();

  constructor(read: ReadTile) {
    this.#read = read;
  }

  /** The root of a whole subtree of a tree of that size. */
  async root(subtree: Subtree, size: number): Promise<Buffer> {
    const { place, from, count } = withinTile(subtree, size);
    const path = tilePath(place);
    const tile = this.#tiles.get(path) ?? this.#read(place).then((bytes) => hashesIn(bytes, place));
    this.#tiles.set(path, tile);
    return this.#rootIn(path, await tile, from, count);
  }

  #rootIn(path: string, hashes: readonly Buffer[], from: number, count: number): Buffer {
    const name = `${path} ${from} ${count}`;
    const half = count / 2;
    const known =
      this.#roots.get(name) ??
      rootOf(
        count === 1
          ? hashes.slice(from, from + 1)
          : [this.#rootIn(path, hashes, from, half), this.#rootIn(path, hashes, from + half, half)],
      );
    this.#roots.set(name, known);
    return known;
  }
}

/** What proves that a leaf stands at its place in the tree of that size. */
export function inclusionProof(index: number, size: number, tiles: KnownTiles): Promise<readonly Buffer[]> {
  return hashesOf(inclusionSpans(index, { from: 0, to: size }), size, tiles);
}

/** What proves that a tree of that size has everything that stood when it had `before` leaves. */
export async function consistencyProof(before: number, size: number, read: ReadTile): Promise<readonly Buffer[]> {
  return before === 0 ? [] : hashesOf(consistencySpans(before, { from: 0, to: size }), size, new KnownTiles(read));
}

/** The roots of the whole subtrees at the left edge of a tree of that size. */
export function wholeRoots(size: number, read: ReadTile): Promise<readonly Buffer[]> {
  const tiles = new KnownTiles(read);
  return Promise.all(subtreesOf({ from: 0, to: size }).map((subtree) => tiles.root(subtree, size)));
}

function hashesOf(spans: readonly Span[], size: number, tiles: KnownTiles): Promise<readonly Buffer[]> {
  const root = (subtree: Subtree) => tiles.root(subtree, size);
  return Promise.all(spans.map(async (span) => joined(await Promise.all(subtreesOf(span).map(root)))));
}

/** Where the hashes stand from which the root of a whole subtree is made. */
function withinTile({ level, number }: Subtree, size: number) {
  const tileLevel = Math.floor(level / height);
  const count = 2 ** (level % height);
  const first = number * count;
  const tile = Math.floor(first / width);
  const all = Math.floor(size / width ** tileLevel);
  const place = { level: tileLevel, number: tile, hashes: Math.min(width, all - tile * width) };
  return { place, from: first % width, count };
}

function hashesIn(bytes: Uint8Array, place: TilePlace): Buffer[] {
  if (bytes.length !== bytesOf(place))
    throw new Error(`The tile ${tilePath(place)} has ${bytes.length} bytes and must have ${bytesOf(place)}`);
  const whole = Buffer.from(bytes);
  return Array.from({ length: place.hashes }, (_, at) => whole.subarray(at * bytesOfHash, (at + 1) * bytesOfHash));
}
