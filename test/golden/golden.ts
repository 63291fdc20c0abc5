import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { shortEvent } from './short-history.ts';

/** One generation of an instance, as far as it came: what the orchestrator was told, and what it asked for. */
const generation = z.object({
  flow: z.string(),
  instance: z.string(),
  from: z.string(),
  history: z.array(shortEvent),
  /** Places in the list of what was asked for. */
  asked: z.array(z.number()),
  /** The output of a generation that has ended, as JSON. */
  end: z.string().nullable(),
});
/** See {@link generation}. */
export type Generation = z.infer<typeof generation>;

const goldenHistories = z.object({
  version: z.string(),
  /** The release of the app that recorded them. */
  release: z.string(),
  /** What the orchestrators asked for, each once, as JSON. */
  actions: z.array(z.string()),
  generations: z.array(generation),
});
/** The histories that are kept of one version of the orchestrations. */
export type GoldenHistories = z.infer<typeof goldenHistories>;

const folder = join(import.meta.dirname, 'recorded');
const fileOf = (version: string) => join(folder, `${version}.json.br`);

/** The versions of which histories are kept. */
export function goldenVersions(): readonly string[] {
  return readdirSync(folder).map((file) => file.replace(/\.json\.br$/, ''));
}

/** The histories of a version. */
export function readGolden(version: string): GoldenHistories {
  return goldenHistories.parse(JSON.parse(brotliDecompressSync(readFileSync(fileOf(version))).toString('utf8')));
}

/** Keeps the histories of a version. As text they are ten times as long. */
export function writeGolden(histories: GoldenHistories): void {
  writeFileSync(fileOf(histories.version), brotliCompressSync(JSON.stringify(histories)));
}
