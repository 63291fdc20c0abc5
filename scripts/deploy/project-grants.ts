import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { atOnce, inParts } from './dealt.ts';

const group = z.string().nullish();

/** The projects of a deployment, as PROJECTS names them. */
export const projectList = z.array(
  z.looseObject({
    id: z.string(),
    owners: group,
    researchers: group,
    approvers: group,
    externalReaders: group,
    retracted: z.array(z.string()).nullish(),
    marked: z.array(z.enum(['ingress', 'exports'])).nullish(),
    budget: z.number().nullish(),
  }),
);
export type Projects = z.infer<typeof projectList>;

const matrix = z
  .looseObject({
    blobs: z.array(
      z.looseObject({
        identity: z.string(),
        account: z.string(),
        container: z.string(),
        allow: z.array(z.string()),
        path: z.string().optional(),
        versions: z.string().optional(),
      }),
    ),
    resources: z.array(z.looseObject({ identity: z.string(), scope: z.string(), role: z.string() })),
    builtIn: z.array(z.looseObject({ identity: z.string(), scope: z.string(), role: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../infra/roles.json', import.meta.url), 'utf8')));

const groupOf = {
  owners: 'owners',
  researchers: 'researchers',
  approvers: 'approvers',
  'external-readers': 'externalReaders',
} as const;
type People = keyof typeof groupOf;
const isPeople = (identity: string): identity is People => Object.hasOwn(groupOf, identity);

/** Projects of a group that share a role on a container. */
export const projectsAtOnce = atOnce('modules/role-rules', 'projectsAtOnce');
/** Groups that are given their roles by one deployment. */
const groupsAtOnce = atOnce('main', 'groupsAtOnce');

/** What one group gets on one container by one role, for some of its projects: Azure takes a role of a group there only once. */
export interface Grant {
  readonly account: string;
  readonly container: string;
  readonly group: string;
  readonly projects: readonly string[];
  readonly condition: string;
}

/** The assignments of people on containers, as infra/modules/project-storage.bicep makes them. */
export function grantsOf(projects: Projects, hasRoom: boolean): readonly Grant[] {
  return matrix.blobs.flatMap((row) => {
    const { identity, container } = row;
    if (!isPeople(identity) || (!hasRoom && ['evidence', 'places'].includes(container))) return [];
    const parts = [...byGroup(projects, identity)].flatMap(([name, all]) =>
      inParts(all, projectsAtOnce).map((of) => [name, of] as const),
    );
    return parts.map(([name, of]) => {
      const folders = of.map(({ id }) => (row.path ?? '').replace('{project}', id));
      const closed = of.flatMap(({ id, retracted }) => (retracted ?? []).map((version) => `${id}/${version}/`));
      const condition = [
        folderCondition(row.allow, folders),
        ...(row.versions === undefined ? [] : [currentCondition(closed)]),
      ].join(' AND ');
      return { account: row.account, container, group: name, projects: of.map(({ id }) => id), condition };
    });
  });
}

function byGroup(projects: Projects, identity: People): ReadonlyMap<string, Projects> {
  const known = projects.flatMap((project) => {
    const name = project[groupOf[identity]];
    return name ? [[name, project] as const] : [];
  });
  const groups = new Map<string, Projects>();
  for (const [name, project] of known) groups.set(name, [...(groups.get(name) ?? []), project]);
  return groups;
}

/** The groups that each deployment of the templates gives their roles to. */
export function groupsInTurn(projects: Projects): readonly (readonly string[])[] {
  const identities = Object.keys(groupOf).filter(isPeople);
  const all = new Set(identities.flatMap((identity) => [...byGroup(projects, identity).keys()]));
  return inParts([...all], groupsAtOnce);
}

const otherRows = [...matrix.resources, ...matrix.builtIn].flatMap(({ identity, scope, role }) =>
  isPeople(identity) ? [{ identity, scope, role }] : [],
);

/** The roles beside those on containers that people have anywhere, by what roles.json calls their scopes. */
export const otherRoles: readonly { readonly scope: string; readonly role: string }[] = otherRows;

/** What groups of projects get beside that, on the scopes that are there, as `{scope} {role} {group}`: Azure takes each once. */
export function otherGrants(projects: Projects, scopes: readonly string[]): ReadonlySet<string> {
  const there = otherRows.filter(({ scope }) => scopes.includes(scope));
  return new Set(
    there.flatMap(({ identity, scope, role }) =>
      [...byGroup(projects, identity).keys()].map((name) => `${scope} ${role} ${name}`),
    ),
  );
}

const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const action = { list: 'read', read: 'read', create: 'add', write: 'write', delete: 'delete' } as const;
const isKnown = (operation: string): operation is keyof typeof action => Object.hasOwn(action, operation);

/** As infra/modules/role-rules.bicep writes it. */
function folderCondition(allow: readonly string[], folders: readonly string[]): string {
  const actions = allow.filter(isKnown).map((operation) => action[operation]);
  const any = (attribute: string) =>
    folders.map((folder) => `(@${attribute}] StringStartsWith '${folder}')`).join(' OR ');
  const others = ['read', 'add', 'write', 'delete']
    .filter((one) => actions.some((known) => known === one))
    .map(
      (one) =>
        `!(ActionMatches{'${blobs}/${one === 'add' ? 'add/action' : one}'}${one === 'read' ? ` AND NOT ${listing}` : ''})`,
    );
  return [
    ...(allow.includes('list')
      ? [`((!(ActionMatches{'${blobs}/read'} AND ${listing})) OR ${any(`Request[${blobs}:prefix`)})`]
      : []),
    `((${others.join(' AND ')}) OR ${any(`Resource[${blobs}:path`)})`,
  ].join(' AND ');
}

const listing = "SubOperationMatches{'Blob.List'}";

function currentCondition(closed: readonly string[]): string {
  const open = closed.map(
    (folder) => ` AND @Resource[${blobs}:path] StringNotStartsWith '${folder.replaceAll("'", "\\'")}'`,
  );
  return `((!(ActionMatches{'${blobs}/read'} AND NOT ${listing})) OR (@Resource[${blobs}:isCurrentVersion] BoolEquals true${open.join('')}))`;
}
