import { requireProject } from '../../activities/operation/operations.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import { type Closed, projectSchema } from '../../domain/project/project.ts';
import { type Changed, type ChangePorts, changeDefinition, type NewDefinition } from './change-definition.ts';

export interface AskedClosing extends Omit<NewDefinition, 'project' | 'seen'> {
  readonly project: string;
  readonly releases: Closed['releases'];
}

/**
 * Lets the definition in force say that its project is closed, which waits for a second operator; the sweep does the rest. A closed project
 * that kept its releases may have them revoked later. Throws IllegalMove when it is closed in that way already.
 */
export async function closeProject(
  ports: ChangePorts,
  { project: id, releases, ...asked }: AskedClosing,
): Promise<Changed> {
  const { value } = await requireProject(ports.projects, id);
  if (value.closed?.releases === releases)
    throw new IllegalMove(`The project ${id} is closed already, and its releases are to be as you ask: ${releases}`);
  // Parsed, since the hash that is confirmed is that of the fields in the order of the schema.
  const wanted = projectSchema.parse({ ...value, closed: { releases } });
  return await changeDefinition(ports, { ...asked, project: wanted, seen: 'by-the-act' });
}
