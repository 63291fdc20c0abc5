import { at } from '../snapshot.ts';
import { ofType, type Rule, say, type World } from './rule.ts';

/** What is exempt from a denial is outside its scope too: the exemption can only come after the resource, which the denial would refuse. */
export const exemptionsReachTheirResource: Rule = (world) =>
  ofType(world, 'Microsoft.Authorization/policyExemptions').flatMap((exemption) => {
    const assignment = world.resources.find(({ id }) => id === at(exemption, 'properties.policyAssignmentId'));
    const left = JSON.stringify(assignment && at(assignment, 'properties.notScopes'));
    const [target = ''] = exemption.id.split('/providers/Microsoft.Authorization/');
    return left?.includes(`"${target}"`) ? [] : [say(exemption, 'its resource would be refused before it is exempt')];
  });

/** What deploys something has an identity, that identity has rights in the group, and a task brings up what was there before. */
export const remediated: Rule = (world) =>
  ofType(world, 'Microsoft.Authorization/policyAssignments')
    .filter(({ id, identity }) => id.includes('/resourceGroups/') && identity?.['type'] === 'UserAssigned')
    .flatMap((assignment) => {
      const [group = ''] = assignment.id.split('/providers/');
      const task = ofType(world, 'Microsoft.PolicyInsights/remediations').some(
        (remediation) => at(remediation, 'properties.policyAssignmentId') === assignment.id,
      );
      const rights = ofType(world, 'Microsoft.Authorization/roleAssignments').some(
        (role) =>
          role.id.startsWith(`${group}/providers/Microsoft.Authorization/`) &&
          String(at(role, 'properties.principalId')).includes('/id-remediation-'),
      );
      return [
        ...(task ? [] : [say(assignment, 'no task remediates what was there before')]),
        ...(rights ? [] : [say(assignment, 'its identity has no rights in the group')]),
      ];
    });

/** Session hosts are held to what data science machines are: denials, guest configuration, agent and logs. */
export const governedDesktops: Rule = (world) => {
  const wanted = ['deny-public-network-access', 'deny-shared-keys', 'guest-configuration', 'monitored', 'send-logs'];
  return hasDesktops(world)
    ? wanted
        .filter(
          (policy) =>
            !ofType(world, 'Microsoft.Authorization/policyAssignments').some(
              ({ id }) => id.includes('-access/') && id.endsWith(`/${policy}`),
            ),
        )
        .map((policy) => `${policy} is not assigned on the group of the session hosts`)
    : [];
};

const hasDesktops = (world: World): boolean => ofType(world, 'Microsoft.DesktopVirtualization/hostPools').length > 0;

/** What an environment is told once, and where it stands: whom alerts go to, and the time zone of its nights. */
const toldOnce = {
  contact: /"(?:emails|emailAddress|contactEmails)":\[?"([^"]+)"/g,
  'time zone': /"timeZone":(?:\{"value":)?"([^"[]+)"/g,
};

/** Alerts, budget and Defender write to the same people, and machines and desktops have the same night. */
export const toldAlike: Rule = (world) =>
  Object.entries(toldOnce).flatMap(([what, form]) => {
    const told = world.resources.flatMap((resource) =>
      [...JSON.stringify(resource.properties).matchAll(form)].map(([, value = '']) => ({ resource, value })),
    );
    const others = told.filter(({ value }) => value !== told[0]?.value);
    return others.map(({ resource, value }) => say(resource, `has another ${what}: ${value}`));
  });
