import { eventIn } from '../../../domain/audit/chain-line.ts';
import type { Copied } from '../../../domain/overview/second-copy.ts';
import { definitionsAfter, inForceBy, type RecordedDefinitions, sha256 } from '../verify-definition.ts';
import { newestFirst, readCopied, type WithCopy } from './read-copied.ts';

type Copies = ReadonlyMap<string, readonly Copied[]>;

/**
 * The copy of a definition that the lines name as the one in force; the newest where they name none. What was in force for less than an hour
 * was copied under its hash only.
 */
export async function toldDefinition(ports: WithCopy, project: string, copies: Copies): Promise<Copied | undefined> {
  const inForce = newestFirst(copies.get(`${project}.json`) ?? []);
  const wanted = inForceBy((await toldBy(ports, project)).definitions);
  if (wanted.length === 0) return inForce[0];
  const byHash = wanted.flatMap((hash) => newestFirst(copies.get(`${project}/${hash}.json`) ?? []).slice(0, 1));
  for (const copied of [...inForce, ...byHash])
    if (wanted.includes(sha256(await readCopied(ports.secondCopy, copied)))) return copied;
  return undefined;
}

async function toldBy({ audit }: WithCopy, project: string): Promise<RecordedDefinitions> {
  let told: RecordedDefinitions = { definitions: [] };
  for await (const line of audit.lines(project)) {
    const event = eventIn(line);
    if (event !== undefined) told = definitionsAfter(told, event);
  }
  return told;
}
