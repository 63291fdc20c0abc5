import { at, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say } from './rule.ts';

const subscriptionOf = ({ id }: Resource): string | undefined => /\/subscriptions\/([0-9a-f-]{36})/.exec(id)?.[1];
const ofCopy = /\/resourceGroups\/rg-[^/]+-copy(?:\/|$)/;

/**
 * Everything lies in one subscription, the private endpoint of the second copy too; the copy alone may lie in another one. A custom role can be
 * given in the first, and where it is given on the copy in that of the copy.
 */
export const oneSubscription: Rule = (world) => {
  const groups = ofType(world, 'Microsoft.Resources/resourceGroups');
  const [own] = groups.filter(({ id }) => !ofCopy.test(id)).map(subscriptionOf);
  const copy = groups.find(({ id }) => ofCopy.test(id));
  const copies = copy === undefined ? own : subscriptionOf(copy);
  const givenOnCopy = new Set(
    ofType(world, 'Microsoft.Authorization/roleAssignments')
      .filter(({ id }) => ofCopy.test(id))
      .map((one) => String(at(one, 'properties.roleDefinitionId')).split('/').at(-1)),
  );
  const astray = world.resources
    .filter((one) => subscriptionOf(one) !== (ofCopy.test(one.id) ? copies : own))
    .map((one) => say(one, `lies in the subscription ${subscriptionOf(one)}`));
  const tooWide = ofType(world, 'Microsoft.Authorization/roleDefinitions').flatMap((role) => {
    const places = [...new Set(givenOnCopy.has(role.name) ? [own, copies] : [own])];
    const wanted = JSON.stringify(places.map((id) => `/subscriptions/${id}`));
    const found = JSON.stringify(at(role, 'properties.assignableScopes'));
    return found === wanted ? [] : [say(role, `can be given in ${found}, and must be in ${wanted}`)];
  });
  return [...astray, ...tooWide];
};
