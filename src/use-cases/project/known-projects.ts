import { chainOf } from '../../domain/audit/recorded-hold.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { HoldStore } from '../../ports/holds.ts';
import type { ProjectStore, Register } from '../../ports/records.ts';

interface KnowingPorts {
  readonly register: Pick<Register, 'projects'>;
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly audit: Pick<AuditLog, 'chains'>;
  readonly holds: Pick<HoldStore, 'projects'>;
}

/**
 * Every project that the register, the definitions, a hold, the heads or a blob of the audit know, in order; the system's chain is among
 * them, and tells of the holds of all projects.
 */
export async function knownProjects({ register, projects, audit, holds }: KnowingPorts): Promise<string[]> {
  const known = new Set<string>();
  for await (const project of register.projects()) known.add(project);
  for await (const chain of audit.chains()) known.add(chain);
  for (const held of await holds.projects()) known.add(chainOf(held));
  for await (const found of projects.list()) known.add('problems' in found ? found.id : found.value.id);
  return [...known].sort();
}
