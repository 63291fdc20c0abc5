import { parseChainLine } from '../../domain/audit/chain-line.ts';
import { controlPlane } from '../../domain/base/control-plane.ts';
import { closedIn } from '../../domain/definition/closing.ts';
import type { Ports } from '../../ports/ports.ts';
import type { InForce, StoredProject } from '../../ports/records.ts';

/** The definition by which a project was closed as it is now, and since when: the first in force that said so. */
export async function closingDefinition(
  { projects }: { readonly projects: Pick<Ports['projects'], 'version'> },
  { value, hash, since, before }: StoredProject,
): Promise<InForce> {
  let first: InForce = { hash, since };
  for (const earlier of before.toReversed()) {
    const text = await projects.version(value.id, earlier.hash);
    if (text === undefined || closedIn(text)?.releases !== value.closed?.releases) break;
    first = earlier;
  }
  return first;
}

/** Who asked for a definition and who confirmed it, as the audit tells; null for nobody, and where it tells of neither. */
export async function whoPutInForce(
  { audit }: { readonly audit: Pick<Ports['audit'], 'newest'> },
  project: string,
  definition: string,
): Promise<{ readonly asked: string | null; readonly confirmed: string | null }> {
  for await (const line of audit.newest(project)) {
    const { kind, actor, data } = parseChainLine(line).event;
    if (kind !== 'project.change-intended' || data['definition'] !== definition || actor === controlPlane) continue;
    const { asked } = data;
    return typeof asked === 'string' ? { asked, confirmed: actor } : { asked: actor, confirmed: null };
  }
  return { asked: null, confirmed: null };
}
