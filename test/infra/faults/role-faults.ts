import { type Fault, one, rewrite, role, set } from '../breaking.ts';
import type { Resource } from '../snapshot.ts';

/** A role for the researchers of the second project on the one resource whose id ends so. */
function given(resources: readonly Resource[], ending: RegExp, roleId: string): Resource {
  const copy = structuredClone(role(resources, 'Researchers sign in to machines with Entra, as plain users'));
  copy.id = `${one(resources, ending).id}/providers/Microsoft.Authorization/roleAssignments/${roleId}`;
  set(copy, 'roleDefinitionId', `/providers/Microsoft.Authorization/roleDefinitions/${roleId}`);
  set(copy, 'principalId', '00000000-0000-4000-8000-0000000000b2');
  return copy;
}

/** Changes the condition of a role. */
function reword(resources: readonly Resource[], description: string, from: RegExp, to: string): void {
  const assignment = role(resources, description);
  const before = String(assignment.properties['condition']);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`the condition has no ${from}`);
  set(assignment, 'condition', after);
}

/** The end of the id of a custom role. */
export function customRole(resources: readonly Resource[], name: string): RegExp {
  const found = resources.find(({ properties }) => String(properties['roleName']).endsWith(` ${name}`));
  if (!found) throw new Error(`there is no custom role ${name}`);
  return new RegExp(`/roleDefinitions/${found.name}$`);
}

/** Faults in who may do what. */
export const roleFaults: readonly Fault[] = [
  [
    'a role is missing',
    'rolesAsMatrix',
    (all) => {
      all.splice(all.indexOf(role(all, 'data-factory may list, read, delete in exports')), 1);
    },
  ],
  [
    'a role is too much',
    'rolesAsMatrix',
    (all) => {
      const extra = structuredClone(role(all, 'id-control may list in exports'));
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      delete extra.properties['condition'];
      all.push(extra);
    },
  ],
  [
    'the control plane can read what it may list',
    'blindControlPlane',
    (all) => {
      delete role(all, 'id-control may list in exports').properties['condition'];
    },
  ],
  [
    'the trigger identity reads review',
    'blindControlPlane',
    (all) => {
      const extra = structuredClone(role(all, 'id-trigger may read in exports'));
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      all.push(extra);
    },
  ],
  [
    'a researcher can write to review',
    'onlyFactoryWrites',
    (all) => {
      const extra = structuredClone(
        role(all, 'researchers of alpha, gamma may list, read, create, write, delete in exports'),
      );
      extra.id = extra.id.replace('/containers/exports/', '/containers/review/');
      all.push(extra);
    },
  ],
  [
    'researchers read all of the secure account',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/storageAccounts\/stsec\w+$/, '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')),
  ],
  [
    'somebody owns the subscription',
    'rolesAsMatrix',
    (all) => {
      const owner = given(all, /\/resourceGroups\/rg-\w+-compute$/, '8e3af657-a8ff-443c-a75c-2fe8c4bcb635');
      owner.id = owner.id.replace(/\/resourceGroups\/[^/]+/, '');
      all.push(owner);
    },
  ],
  [
    'a known role is given on a group that has no row for it',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/resourceGroups\/rg-\w+-secure$/, 'b24988ac-6180-42a0-ab88-20f7382dd24c')),
  ],
  [
    'projects share the account of Machine Learning',
    'rolesAsMatrix',
    (all) => all.push(given(all, /\/storageAccounts\/staml\w+$/, 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')),
  ],
  [
    'a condition lacks the clause about deleting',
    'rolesAsMatrix',
    (all) =>
      reword(
        all,
        'researchers of alpha, gamma may list, read, create, write, delete in exports',
        / AND !\(ActionMatches\{'[^']+\/delete'\}\)/,
        '',
      ),
  ],
  [
    'a condition has a way around it',
    'rolesAsMatrix',
    (all) => reword(all, 'approvers of alpha may list, read in review/alpha/', /$/, ' OR true'),
  ],
  [
    'a role that only lists may read as well',
    'rolesAsMatrix',
    (all) => {
      delete role(all, 'id-control may list in datasets').properties['condition'];
    },
  ],
  [
    "a project's approvers are its researchers in one place",
    'rolesAsMatrix',
    (all) =>
      set(
        role(all, 'approvers of alpha may list, read in review/alpha/'),
        'principalId',
        '00000000-0000-4000-8000-0000000000a2',
      ),
  ],
  [
    'people may not sign in to machines',
    'rolesAsMatrix',
    (all) => {
      all.splice(all.indexOf(role(all, 'Researchers sign in to machines with Entra, as plain users')), 1);
    },
  ],
  [
    'a custom role excepts something',
    'rolesAsMatrix',
    (all) =>
      rewrite(all, customRole(all, 'machines'), '"notActions":[]', '"notActions":["Microsoft.Compute/disks/write"]'),
  ],
  [
    'one id is there twice',
    'uniqueIds',
    (all) => all.push(structuredClone(role(all, 'Researchers sign in to machines with Entra, as plain users'))),
  ],
  [
    'a group has one role twice on a container, for a project each',
    'uniqueIds',
    (all) => {
      const double = structuredClone(role(all, 'approvers of alpha may list, read in review/alpha/'));
      double.id = double.id.replace(/[^/]+$/, '00000000-0000-4000-8000-00000000abcd');
      set(double, 'condition', String(double.properties['condition']).replaceAll('alpha/', 'beta/'));
      all.push(double);
    },
  ],
  [
    'the workspace administers the vault',
    'workspaceApart',
    (all) => {
      const vault = one(all, /\/vaults\/kv-[a-z0-9]{13}$/);
      vault.id = vault.id.replace('-secure/', '-machine-learning/');
    },
  ],
  [
    'a group is not held to its project',
    'peopleInTheirProject',
    (all) => {
      delete role(all, 'researchers of alpha, gamma may list, read in datasets').properties['condition'];
    },
  ],
  [
    'a condition has a wildcard',
    'peopleInTheirProject',
    (all) => {
      const broken = role(all, 'approvers of alpha may list, read in review/alpha/');
      set(broken, 'condition', String(broken.properties['condition']).replaceAll('StringStartsWith', 'StringLike'));
    },
  ],
  [
    'listing is held to another project than reading',
    'peopleInTheirProject',
    (all) => {
      const broken = role(all, 'approvers of alpha may list, read in review/alpha/');
      set(broken, 'condition', String(broken.properties['condition']).replace("'alpha/'", "'beta/'"));
    },
  ],
  [
    'a custom role has a wildcard',
    'plainRoles',
    (all) => {
      const broken = all.find(({ type }) => type === 'Microsoft.Authorization/roleDefinitions');
      if (broken) set(broken, 'permissions', [{ actions: [], dataActions: ['*'] }]);
    },
  ],
  [
    'researchers open a way out of the managed network',
    'plainRoles',
    (all) =>
      rewrite(
        all,
        customRole(all, 'jobs'),
        '"Microsoft.MachineLearningServices/workspaces/jobs/write"',
        '"Microsoft.MachineLearningServices/workspaces/outboundRules/write"',
      ),
  ],
  [
    'the app may not start runs',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-control may start, watch and cancel runs, and change no pipeline')), 1);
    },
  ],
  [
    'the app may start runs in the whole subscription',
    'connectionsHaveRoles',
    (all) => {
      const runs = role(all, 'id-control may start, watch and cancel runs, and change no pipeline');
      runs.id = runs.id.replace(
        /\/resourceGroups\/.*\/providers\/Microsoft.Authorization/,
        '/providers/Microsoft.Authorization',
      );
    },
  ],
  [
    'the app may change pipelines',
    'connectionsHaveRoles',
    (all) => rewrite(all, customRole(all, 'dataFactory'), 'pipelineruns/read', 'pipelines/write'),
  ],
  [
    'the app may not read secrets',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-control may read secrets and list their versions')), 1);
    },
  ],
  [
    'a connection has no role',
    'connectionsHaveRoles',
    (all) => {
      all.splice(all.indexOf(role(all, 'id-trigger may read in ingress')), 1);
      const queues = all.filter(
        ({ id, properties }) =>
          id.includes('/storageAccounts/stpub') &&
          properties['description'] === 'id-trigger may use the queues of the account',
      );
      for (const queue of queues) all.splice(all.indexOf(queue), 1);
    },
  ],
];
