import { type Fault, one, remove, rewrite, role, set } from '../breaking.ts';
import type { Resource } from '../snapshot.ts';

const room = /\/sites\/func-room-\w+$/;
const settings = /\/func-room-\w+\/config\/appsettings$/;
const endpoints = /\/networkSecurityGroups\/nsg-vnet-secure-\w+-endpoints$/;
const readsSeen = /alertRules\/control-plane-read-data$/;
const own = /\/networkSecurityGroups\/nsg-vnet-secure-\w+-reading-room$/;

/** What a resource that is there says of another one of its kind. */
const textOf = (all: readonly Resource[], ending: RegExp, part: RegExp): string =>
  part.exec(JSON.stringify(one(all, ending)))?.[0] ?? '';

/** The role of one assignment on the container of another. */
function alsoOn(all: Resource[], description: string, from: string, to: string): void {
  const given = role(all, description);
  all.push({ ...given, id: given.id.replace(`/containers/${from}/`, `/containers/${to}/`) });
}

/** A role with other actions than it had. */
function alsoMay(all: Resource[], description: string, action: string): void {
  const given = role(all, description);
  const roleId = String(given.properties['roleDefinitionId']).split('/').at(-1);
  const definition = all.find((one) => one.type.endsWith('/roleDefinitions') && one.name === roleId);
  const wider = structuredClone(definition);
  if (!wider) throw new Error(`no role ${roleId}`);
  rewriteText(
    wider,
    /\/blobs\/add\/action"/,
    `/blobs/add/action","Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${action}"`,
  );
  all.push({ ...wider, name: 'wider', id: `${wider.id}-wider` });
  set(given, 'roleDefinitionId', '/providers/Microsoft.Authorization/roleDefinitions/wider');
}

function rewriteText(resource: Resource, from: RegExp, to: string): void {
  const before = JSON.stringify(resource);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${resource.name} has no ${from}`);
  Object.assign(resource, JSON.parse(after));
}

const adds = (container: string) => `id-inspect may list, create in ${container}`;

/** What would let the reading room, or others through it, do more than look into frozen packages and say what it found. */
export const roomFaults: readonly Fault[] = [
  ['the reading room can overwrite evidence', 'evidenceStands', (all) => alsoMay(all, adds('evidence'), 'write')],
  ['the reading room can delete places', 'evidenceStands', (all) => alsoMay(all, adds('places'), 'delete')],
  [
    'the control plane can add evidence',
    'evidenceStands',
    (all) => alsoOn(all, 'id-control may list, create in inspections', 'inspections', 'evidence'),
  ],
  [
    'researchers can change what was asked',
    'evidenceStands',
    (all) =>
      alsoOn(
        all,
        'researchers of alpha, gamma may list, read, create, write, delete in exports',
        'exports',
        'inspections',
      ),
  ],
  [
    'the reading room reads datasets',
    'roomReadsWhatIsFrozen',
    (all) => alsoOn(all, 'id-inspect may list, read in review', 'review', 'datasets'),
  ],
  [
    'the control plane reads places',
    'roomReadsWhatIsFrozen',
    (all) => alsoOn(all, 'id-control may list, read in evidence', 'evidence', 'places'),
  ],
  [
    'the reading room reads datasets by a role that nobody gave',
    'rolesAsMatrix',
    (all) => alsoOn(all, 'id-inspect may list, read in review', 'review', 'datasets'),
  ],
  [
    'the reading room runs in the plan of the control plane',
    'roomApart',
    (all) =>
      set(
        one(all, room),
        'serverFarmId',
        textOf(all, /\/sites\/func-\w+$/, /\/subscriptions\/[^"]+\/serverfarms\/asp-\w+/),
      ),
  ],
  [
    'the reading room sends from the subnet of the control plane',
    'roomApart',
    (all) => rewrite(all, room, '/subnets/reading-room', '/subnets/functions'),
  ],
  [
    'the reading room keeps its state in the account of the other host',
    'roomApart',
    (all) =>
      rewrite(all, settings, /"AzureWebJobsStorage__accountName":"stins/, '"AzureWebJobsStorage__accountName":"sthst'),
  ],
  [
    'the reading room has the vault of the control plane',
    'roomApart',
    (all) => rewrite(all, settings, 'kv-room', 'kv-'),
  ],
  [
    'people sign in to both apps as to one',
    'roomApart',
    (all) => set(one(all, settings), 'ENTRA_CLIENT_ID', '00000000-0000-4000-8000-000000000001'),
  ],
  [
    'the reading room carries the identity of the control plane',
    'roomApart',
    (all) => rewrite(all, room, '/userAssignedIdentities/id-inspect-host-', '/userAssignedIdentities/id-control-'),
  ],
  [
    'the reading room has a role on the account of the other host',
    'roomApart',
    (all) => rewriteText(role(all, 'id-inspect-host may use the blobs of the account'), /\/stins/, '/sthst'),
  ],
  [
    'the control plane reads the vault of the reading room',
    'roomApart',
    (all) => {
      const given = role(all, 'id-control may read secrets and list their versions');
      all.push({ ...given, id: given.id.replace('/vaults/kv-', '/vaults/kv-room') });
    },
  ],
  [
    'each evidence that is read raises an alert',
    'excusedReads',
    (all) => rewrite(all, readsSeen, '!= \\"evidence\\"', '!= \\"\\"'),
  ],
  [
    'the control plane reads frozen packages unseen',
    'excusedReads',
    (all) => rewrite(all, readsSeen, '!= \\"evidence\\"', '!= \\"review\\"'),
  ],
  [
    'nobody hears of a reading room that looks elsewhere',
    'sentinelWatches',
    (all) => remove(all, /alertRules\/reading-room-elsewhere$/),
  ],
  [
    'everybody may call the reading room',
    'roomFromInside',
    (all) => set(one(all, room), 'siteConfig.ipSecurityRestrictionsDefaultAction', 'Allow'),
  ],
  [
    'some addresses may call the reading room',
    'roomFromInside',
    (all) =>
      set(one(all, room), 'siteConfig.ipSecurityRestrictions', [
        { name: 'office', action: 'Allow', priority: 100, ipAddress: '192.0.2.0/24' },
      ]),
  ],
  [
    'the reading room has no private endpoint',
    'roomFromInside',
    (all) => remove(all, /\/privateEndpoints\/pe-func-room-\w+$/),
  ],
  [
    'the reading room reaches every private endpoint, as its own subnet says',
    'roomReachesItsOwn',
    (all) =>
      rewrite(
        all,
        own,
        /"destinationApplicationSecurityGroups":\[\{[^}]*\}\]/,
        '"destinationAddressPrefix":"10.41.0.0/24"',
      ),
  ],
  [
    'the reading room reaches every private endpoint, as theirs says',
    'roomReachesItsOwn',
    (all) =>
      rewrite(
        all,
        endpoints,
        /"destinationApplicationSecurityGroups":\[\{[^}]*\}\]/,
        '"destinationAddressPrefix":"10.41.0.0/24"',
      ),
  ],
  [
    'a rule for the private endpoints of the reading room speaks of none',
    'knownFlows',
    (all) =>
      rewrite(
        all,
        endpoints,
        /"destinationApplicationSecurityGroups":\[\{[^}]*\}\]/,
        '"destinationApplicationSecurityGroups":[]',
      ),
  ],
  [
    'the reading room reaches the control account',
    'roomReachesItsOwn',
    (all) => set(one(all, /\/privateEndpoints\/pe-stctl\w+-blob$/), 'applicationSecurityGroups', [{ id: 'asg' }]),
  ],
];
