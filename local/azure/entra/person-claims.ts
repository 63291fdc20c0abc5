import { type Application, type Directory, groupIdsOf, type Person } from '../directory.ts';
import { tenantId } from '../tokens.ts';

/** So many groups fit into a JSON web token. */
const mostGroups = 200;

/**
 * What Entra says of a person's part in the application: app roles, also the one that assigned groups give their members, and groups.
 * A claim without a value is left out. Somebody in more groups than fit gets none of them, but where Graph would name them.
 */
export function membershipClaims(
  directory: Directory,
  application: Application,
  person: Person,
): Record<string, unknown> {
  const groups = groupIdsOf(directory, person);
  const held = [...person.appRoles, ...(groups.length > 0 ? ['Project.Member'] : [])];
  const roles = held.filter((role) => application.appRoles.includes(role));
  return { ...(roles.length > 0 ? { roles } : {}), ...groupsClaim(application, person, groups) };
}

function groupsClaim(
  { groupMembershipClaims }: Application,
  { oid }: Person,
  groups: readonly string[],
): Record<string, unknown> {
  if (groupMembershipClaims === 'None' || groups.length === 0) return {};
  if (groups.length <= mostGroups) return { groups };
  const endpoint = `https://graph.windows.net/${tenantId}/users/${oid}/getMemberObjects`;
  return { _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint } } };
}
