import { inTurn, type Share, within } from '../../domain/base/share.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';

/**
 * The definitions, as many as can be listed while the share lasts, those of its turn first. One that the rules of today refuse is left out:
 * neither days nor people of it are known, and the dashboard shows it until it is mended.
 */
export async function definitionsInTurn(
  { projects }: Pick<Ports, 'projects'>,
  share: Share,
): Promise<readonly StoredProject[]> {
  const found: StoredProject[] = [];
  for await (const stored of within(share, projects.list())) if (!('problems' in stored)) found.push(stored);
  return inTurn(found, share.turn);
}
