import type { AuditLog } from '../ports/audit.ts';
import type { ProjectStore, Register } from '../ports/records.ts';

/** What knows projects. */
interface KnowingPorts {
  readonly register: Pick<Register, 'projects'>;
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly audit: Pick<AuditLog, 'chains'>;
}

/** Every project that the register, the definitions, the heads or a blob of the audit know, in order; the system's chain is among them. */
export async function knownProjects({ register, projects, audit }: KnowingPorts): Promise<string[]> {
  const known = new Set<string>();
  for await (const project of register.projects()) known.add(project);
  for await (const chain of audit.chains()) known.add(chain);
  for await (const found of projects.list()) known.add('problems' in found ? found.id : found.value.id);
  return [...known].sort();
}
