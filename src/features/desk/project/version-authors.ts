import type { KnownNames } from '../../../domain/history/known-names.ts';
import { type ReadAuditServices, readAudit } from '../../../functions/desk/read-audit.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import type { VersionLine } from './versions-card.ts';

/** Kinds of events that put a definition in force. */
const puts = ['project.changed', 'project.suspended'];

const mostLines = 2000;

export async function withAuthors(
  services: ReadAuditServices,
  visit: Visit,
  asked: { readonly project: string; readonly versions: readonly VersionLine[]; readonly names: KnownNames },
): Promise<VersionLine[]> {
  const query = { project: asked.project, kind: 'project.', limit: String(mostLines) };
  const { events } = await readAudit(services, visit, query);
  const byHash = new Map(
    events.filter(({ kind }) => puts.includes(kind)).map((event) => [String(event.data['definition']), event]),
  );
  return asked.versions.map((version) => {
    const put = byHash.get(version.hash);
    if (put === undefined) return version;
    const by = asked.names.get(put.actor.toLowerCase()) ?? put.actor;
    return { ...version, by, reason: String(put.data['reason'] ?? '') };
  });
}
