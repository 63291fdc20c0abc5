import { randomUUID } from 'node:crypto';
import { walls } from '../../deploy/walls.ts';
import type { StepOnAzure, Subscription } from '../step.ts';
import { judge, manage, told } from './requests.ts';
import { accountId, assignRole } from './trial-resources.ts';

const readsBlobs = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';
const path = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]';

/** A condition of exactly so many characters, of the form that ours have. */
export function conditionOf(characters: number): string {
  const clause = (name: string) => `${path} StringLike '${name}*'`;
  const clauses = [clause('a')];
  while (`${clauses.join(' OR ')} OR ${clause('a')}`.length <= characters) clauses.push(clause('a'));
  const text = clauses.join(' OR ');
  return text.replace(/a\*'$/, `${'a'.repeat(characters - text.length + 1)}*'`);
}

async function tryOne(world: Subscription, characters: number) {
  const scope = accountId(world, 'public');
  const name = randomUUID();
  const grant = { roleId: readsBlobs, principalId: world.person, principalType: 'User', name } as const;
  const answer = await assignRole(world, scope, { ...grant, condition: conditionOf(characters) });
  if (answer.status < 300)
    await manage(
      world,
      'DELETE',
      `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`,
    );
  return answer;
}

/** Two assignments, one with the longest condition that is planned with and one with a character more. */
export const conditionSize: StepOnAzure = {
  id: 'condition-size',
  asks: `for a role with a condition of ${walls.condition} characters, and for one with a character more`,
  notHere: 'nobody gives roles on a laptop',
  minutes: 5,
  async run(world) {
    const longest = await tryOne(world, walls.condition);
    const longer = await tryOne(world, walls.condition + 1);
    return judge(
      [
        ...(longest.status < 300 ? [] : [`${walls.condition} characters were answered ${told(longest)}`]),
        ...(longer.status >= 400 ? [] : [`${walls.condition + 1} characters were answered ${told(longer)}`]),
      ],
      `${walls.condition} characters were answered ${told(longest)}, one more ${told(longer)}`,
    );
  },
};
