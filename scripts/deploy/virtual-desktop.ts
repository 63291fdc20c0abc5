import { z } from 'zod';
import { ask, type Cli } from './cli.ts';

/** Application id of Azure Virtual Desktop, the same in every tenant of the public cloud: https://learn.microsoft.com/azure/virtual-desktop/service-principal-assign-roles */
const application = '9cdead84-a844-4324-93f2-b2e6bb768d07';

/** Gives the object id of Azure Virtual Desktop's service principal in this tenant, and makes it where nobody has used the service yet. */
export async function virtualDesktopPrincipal(cli: Cli): Promise<string> {
  const principals = z.array(z.object({ id: z.guid() }));
  const [found] = await ask(cli, principals, ['ad', 'sp', 'list', '--filter', `appId eq '${application}'`]);
  if (found) return found.id;
  const { id } = await ask(cli, z.object({ id: z.guid() }), ['ad', 'sp', 'create', '--id', application]);
  return id;
}
