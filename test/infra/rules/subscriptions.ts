import { readRoleMatrix } from '../../../local/azure/roles.ts';
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

const { resources } = readRoleMatrix(new URL('../../../infra/roles.json', import.meta.url));
const kinds = new Set(resources.map(({ role }) => role));

/** Each custom role is called by its environment and by what it lets do, as roles.json has it: by the name of another one somebody would give it. */
export const rolesByTheirName: Rule = (world) => {
  const [group] = ofType(world, 'Microsoft.Resources/resourceGroups');
  const [own = ''] = [group].flatMap((one) => (one === undefined ? [] : (subscriptionOf(one) ?? [])));
  const start = `Sallyport ${group?.tags?.['azd-env-name']} ${own.slice(0, 8)} `;
  return ofType(world, 'Microsoft.Authorization/roleDefinitions').flatMap((role) => {
    const name = String(at(role, 'properties.roleName'));
    const kind = name.slice(start.length);
    const fits = name.startsWith(start) && (kinds.has(kind) || /^blobs [a-z-]+(?: \d+)?$/.test(kind));
    return fits ? [] : [say(role, `is called '${name}', and must be '${start}' with what roles.json calls it`)];
  });
};
