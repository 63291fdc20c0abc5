import packageJson from '../../package.json' with { type: 'json' };
import { presentVersion } from '../orchestrators/present-version.ts';
import type { Candidate } from './candidates.ts';
import { choose } from './choose.ts';
import type { GoldenHistories } from './golden.ts';

/** The release of the app that records now. */
export const presentRelease: string = packageJson.version;

/** What is kept of these generations, which are of the present version. */
export function keptOf(candidates: readonly Candidate[]): GoldenHistories {
  const chosen = choose(candidates);
  const actions = [...new Set(chosen.flatMap(({ asked }) => asked))];
  const places = new Map(actions.map((text, place) => [text, place]));
  const generations = chosen.map((one) => ({ ...one, asked: one.asked.map((text) => places.get(text) ?? -1) }));
  return { version: presentVersion, release: presentRelease, actions, generations };
}
