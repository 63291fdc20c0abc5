import type { Subscription } from '../step.ts';
import { told } from '../steps/requests.ts';
import { accountId, assignRole } from '../steps/trial-resources.ts';

const contributesBlobs = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const readsTables = '76199698-9eea-4c19-bc75-cec21354c6b6';

/** Gives the person what the control plane has there: the lists of Data Factory, and tables to ask for. It goes with the account. */
export async function giveRoles(world: Subscription): Promise<void> {
  const account = accountId(world, 'public');
  const grants = [
    { scope: `${account}/blobServices/default/containers/transfers`, roleId: contributesBlobs },
    { scope: account, roleId: readsTables },
  ];
  for (const { scope, roleId } of grants) {
    const answer = await assignRole(world, scope, { roleId, principalId: world.person, principalType: 'User' });
    if (answer.status > 299) throw new Error(`The role ${roleId} on ${scope} was answered ${told(answer)}`);
  }
}
