import { z } from 'zod';
import { countText } from '../../src/domain/base/count-text.ts';
import { ask, type Cli, type Deployed } from './cli.ts';
import { inParts } from './dealt.ts';
import { grantsOf, otherGrants, otherRoles } from './project-grants.ts';
import { given, type Settings } from './setting-rules.ts';
import { hasRoom, projectsIn, scopesOf } from './walls.ts';

const assignment = z.object({
  id: z.string(),
  scope: z.string(),
  principalId: z.string(),
  roleDefinitionName: z.string().nullish(),
  condition: z.string().nullish(),
});
/** A role that a group has, as Azure tells of it. */
export type GivenRole = z.infer<typeof assignment>;

/** How the ids end of what roles.json calls a scope. */
const places: Readonly<Record<string, RegExp>> = {
  'compute-group': /-compute$/,
  'machines-of-bastion': /-compute$/,
  'session-hosts': /-access$/,
  'machine-learning': /\/microsoft\.machinelearningservices\/workspaces\/[^/]+$/,
  'machine-learning-store': /-machine-learning\/providers\/microsoft\.storage\/storageaccounts\/[^/]+$/,
  'desktop-applications': /\/applicationgroups\/[^/]+$/,
  bastion: /\/bastionhosts\/[^/]+$/,
  'network-of-bastion': /-network\/providers\/microsoft\.network\/virtualnetworks\/[^/]+$/,
};

const low = (text: string): string => text.toLowerCase();
/** Custom roles have the environment before their names. */
const isCustom = ({ roleDefinitionName: name }: GivenRole): boolean => name?.startsWith('Sallyport ') === true;
const isCalled = (one: GivenRole, role: string): boolean =>
  one.roleDefinitionName === role || (isCustom(one) && one.roleDefinitionName?.endsWith(` ${role}`) === true);

/**
 * The roles of groups in an environment that PROJECTS does not give any more. Azure keeps what a deployment no longer names, so whoever
 * leaves PROJECTS goes on reading until these are removed. What others gave by hand is none of ours, and is not told.
 */
export function leftOver(roles: readonly GivenRole[], deployed: Deployed, settings: Settings): readonly GivenRole[] {
  const projects = projectsIn(given(settings, 'PROJECTS') ?? '[]');
  if (projects === undefined) return [];
  const start = `/subscriptions/${deployed.AZURE_SUBSCRIPTION_ID}/resourceGroups/${deployed.CONTROL_RESOURCE_GROUP}`;
  const own = low(start.replace(/control$/, ''));
  const ours = roles.filter(({ scope }) => low(scope).startsWith(own));
  const grants = grantsOf(projects, hasRoom(settings));
  const desktop = given(settings, 'DESKTOP_GROUP');
  const others = new Set(
    [
      ...otherGrants(projects, scopesOf(projects, settings)),
      ...(desktop === undefined ? [] : otherRoles.flatMap(({ scope, role }) => onDesktops(scope, role, desktop))),
    ].map(low),
  );
  return ours.filter((one) => {
    const container = /\/containers\/([^/]+)$/.exec(one.scope)?.[1];
    return container === undefined ? isLeftElsewhere(one, others) : isLeftOn(container, one, grants, ours);
  });
}

const onDesktops = (scope: string, role: string, group: string): string[] =>
  ['desktop-applications', 'session-hosts'].includes(scope) ? [`${scope} ${role} ${group}`] : [];

/** A group that keeps some projects on a container keeps the roles that name them; an old one is left over once all of today's are there. */
function isLeftOn(
  container: string,
  role: GivenRole,
  grants: ReturnType<typeof grantsOf>,
  ours: readonly GivenRole[],
): boolean {
  const { scope, principalId, condition } = role;
  if (!isCustom(role)) return false;
  const wanted = grants.filter((one) => one.container === container && low(one.group) === low(principalId));
  const beside = ours.filter((one) => one.scope === scope && one.principalId === principalId);
  const are = (text: string) => beside.some((one) => one.condition === text);
  return wanted.every((one) => one.condition !== condition && are(one.condition));
}

function isLeftElsewhere(one: GivenRole, given: ReadonlySet<string>): boolean {
  const scopes = otherRoles.filter(({ scope, role }) => places[scope]?.test(low(one.scope)) && isCalled(one, role));
  return scopes.length > 0 && !scopes.some(({ scope, role }) => given.has(low(`${scope} ${role} ${one.principalId}`)));
}

const idsAtOnce = 40;

/** What is left over and the commands that remove it, for whoever may take roles away; one line where nothing is. */
export async function leftOverLines(cli: Cli, deployed: Deployed, settings: Settings): Promise<string[]> {
  const subscription = ['--subscription', deployed.AZURE_SUBSCRIPTION_ID];
  const roles = await ask(cli, z.array(assignment.extend({ principalType: z.string().nullish() })), [
    ...['role', 'assignment', 'list', '--all', '--fill-principal-name', 'false', ...subscription],
  ]);
  const groups = roles.filter(({ principalType }) => principalType === 'Group');
  const found = leftOver(groups, deployed, settings);
  if (found.length === 0) return ['no group has a role left that PROJECTS does not give any more'];
  return [
    `PROJECTS no longer gives ${countText(found.length, 'role')}, which Azure keeps:`,
    ...found.map((one) => `  ${one.principalId}: ${one.roleDefinitionName} on ${one.scope.split('/').at(-1)}`),
    'Whoever may take roles away removes them by:',
    ...inParts(found, idsAtOnce).map((part) =>
      ['az role assignment delete', ...subscription, '--ids', ...part.map(({ id }) => id)].join(' '),
    ),
  ];
}
