import { NotFound, Refused } from '../../domain/base/errors.ts';
import { compareVersions, type VersionChange } from '../../domain/definition/compare-versions.ts';
import { type PendingChange, stillPending } from '../../domain/definition/pending-change.ts';
import type { Clock } from '../../ports/ports.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';
import type { ChangeStore } from '../../ports/stores.ts';

export interface ComparePorts {
  readonly projects: Pick<ProjectStore, 'find' | 'version' | 'versions'>;
  readonly changes: Pick<ChangeStore, 'get'>;
  readonly clock: Clock;
}

/** The hashes of two versions, and what changed from one to the other. `from` null: there was none, so it is compared with the defaults. */
export interface ComparedVersions {
  readonly from: string | null;
  readonly to: string;
  readonly changes: readonly VersionChange[];
}

/**
 * Compares two versions of a definition by their hashes, the change that waits among them. Where nothing is said: what is in force against
 * the change that waits, and when none waits, the version before against what is in force.
 */
export async function compareDefinitionVersions(
  ports: ComparePorts,
  project: string,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<ComparedVersions> {
  const [found, stored] = await Promise.all([ports.projects.find(project), ports.changes.get(project)]);
  const hash = found?.hash ?? null;
  const waits = stored && !stored.value.unreadable && stillPending(stored.value, hash, ports.clock.now()) === 'open';
  const known: Known = { project, found, pending: waits ? stored.value : undefined };
  const newest = asked.from === undefined ? (known.pending?.hash ?? hash) : hash;
  const to = asked.to ?? newest;
  if (to === null) throw new NotFound(`There is no project ${project}`);
  const from = asked.from ?? (to === hash ? await versionBefore(ports, known) : hash);
  const [before, after] = await Promise.all([from === null ? null : read(ports, known, from), read(ports, known, to)]);
  return { from, to, changes: compareVersions(before, after) };
}

interface Known {
  readonly project: string;
  readonly found: StoredProject | BrokenProject | undefined;
  readonly pending: PendingChange | undefined;
}

/** What was in force before what is; of a definition that the rules refuse only what was accepted is known. */
async function versionBefore({ projects }: ComparePorts, { project, found }: Known): Promise<string | null> {
  if (found !== undefined && 'value' in found) return found.before.at(-1)?.hash ?? null;
  const versions = await projects.versions(project);
  return versions.find(({ hash }) => hash !== found?.hash)?.hash ?? null;
}

async function read({ projects }: ComparePorts, { project, found, pending }: Known, hash: string): Promise<unknown> {
  if (hash === pending?.hash) return pending.definition;
  const edited = found !== undefined && 'raw' in found && found.hash === hash ? found.raw : undefined;
  const text = /^[0-9a-f]{64}$/.test(hash) ? (edited ?? (await projects.version(project, hash))) : undefined;
  if (text === undefined) throw new NotFound(`The project ${project} never had a definition with the hash ${hash}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(`The definition ${hash} of ${project} is not JSON, so it cannot be compared`);
  }
}
