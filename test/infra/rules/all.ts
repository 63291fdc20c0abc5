import { readdirSync } from 'node:fs';
import * as access from './access.ts';
import * as app from './app.ts';
import * as closing from './closing.ts';
import * as data from './data.ts';
import { expectedValues } from './expected-values.ts';
import * as firewall from './firewall.ts';
import * as firing from './firing.ts';
import * as flows from './flows.ts';
import * as governance from './governance.ts';
import * as hub from './hub.ts';
import * as keeping from './keeping.ts';
import { logging } from './logging.ts';
import * as network from './network.ts';
import * as operations from './operations.ts';
import * as orders from './orders.ts';
import * as posture from './posture.ts';
import * as roles from './roles.ts';
import * as room from './room.ts';
import { mustSee, type Rule } from './rule.ts';
import * as places from './subscriptions.ts';
import * as traffic from './traffic.ts';
import { rightReferences } from './wiring.ts';

const names = (folder: string): string[] =>
  readdirSync(new URL(`../../../infra/data-factory/${folder}/`, import.meta.url)).map((file) =>
    file.replace('.json', ''),
  );

const accounts = 'Microsoft.Storage/storageAccounts';
const containers = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const vaults = 'Microsoft.KeyVault/vaults';
const sites = 'Microsoft.Web/sites';
const settings = 'Microsoft.Web/sites/config';
const machines = 'Microsoft.Compute/virtualMachines';
const networks = 'Microsoft.Network/virtualNetworks';
const zones = 'Microsoft.Network/privateDnsZones';
const endpoints = 'Microsoft.Network/privateEndpoints';
const endpointGroups = 'Microsoft.Network/applicationSecurityGroups';
const firewallRules = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups';
const assignments = 'Microsoft.Authorization/roleAssignments';
const definitions = 'Microsoft.Authorization/roleDefinitions';
const factories = 'Microsoft.DataFactory/factories';
const registries = 'Microsoft.ContainerRegistry/registries';
const workspaces = 'Microsoft.MachineLearningServices/workspaces';
const hostPools = 'Microsoft.DesktopVirtualization/hostPools';
const topics = 'Microsoft.EventGrid/topics';
const subscriptions = 'Microsoft.EventGrid/systemTopics/eventSubscriptions';
const diagnosticSettings = 'Microsoft.Insights/diagnosticSettings';
const alerts = 'Microsoft.Insights/scheduledQueryRules';
const sentinelRules = 'Microsoft.SecurityInsights/alertRules';

type Exported = typeof access &
  typeof app &
  typeof governance &
  typeof closing &
  typeof data &
  typeof firewall &
  typeof firing &
  typeof hub &
  typeof keeping &
  typeof traffic &
  typeof flows &
  typeof network &
  typeof operations &
  typeof orders &
  typeof posture &
  typeof places &
  typeof roles &
  typeof room;

/**
 * Every rule by its name, with the types that it must have seen; what an environment leaves out of them on purpose stands in
 * ../world.ts.
 */
export const rules = {
  rightReferences: mustSee(
    [endpoints, zones, sites, factories, vaults, assignments, alerts, sentinelRules, topics, workspaces, networks],
    rightReferences,
  ),
  expectedValues: mustSee([accounts, sites, settings, vaults, factories, networks, assignments], expectedValues),
  ordersAreClear: mustSee([networks, sites, 'Microsoft.Network/networkSecurityGroups'], orders.ordersAreClear),
  opennessAsTold: mustSee([accounts, sites], orders.opennessAsTold),
  kindsOfPrincipals: mustSee([assignments], orders.kindsOfPrincipals),
  groupsAsTold: mustSee([settings, assignments], orders.groupsAsTold),
  pipelinesServeTheirSteps: mustSee(
    [`${factories}/pipelines`, `${factories}/datasets`],
    flows.pipelinesServeTheirSteps,
  ),
  pipelinesAlike: mustSee([`${factories}/pipelines`], flows.pipelinesAlike),
  publicAddresses: mustSee(
    [
      ...[accounts, vaults, factories, workspaces, registries, sites, topics, hostPools],
      'Microsoft.DurableTask/schedulers',
      'Microsoft.DesktopVirtualization/workspaces',
      'Microsoft.Network/networkInterfaces',
      'Microsoft.Network/publicIPAddresses',
    ],
    network.publicAddresses,
  ),
  deniesByDefault: mustSee(['Microsoft.Network/networkSecurityGroups'], network.deniesByDefault),
  guardedSubnets: mustSee([networks, 'Microsoft.Network/routeTables'], network.guardedSubnets),
  spokesMeetInHub: mustSee(
    [networks, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'],
    network.spokesMeetInHub,
  ),
  peeredBothWays: mustSee([networks, 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'], hub.peeredBothWays),
  rulesOfTheirOwn: mustSee([firewallRules, networks], hub.rulesOfTheirOwn),
  neighboursApart: mustSee([firewallRules, networks], hub.neighboursApart),
  ownRowsAlone: mustSee([alerts, sentinelRules], hub.ownRowsAlone),
  zoneGroups: mustSee([endpoints, `${endpoints}/privateDnsZoneGroups`], network.zoneGroups),
  usedZones: mustSee([zones], network.usedZones),
  linkedZones: mustSee([zones, `${zones}/virtualNetworkLinks`, networks], network.linkedZones),
  privateEndpoints: mustSee([endpoints, accounts, vaults, workspaces], network.privateEndpoints),
  namedFirewallRules: mustSee([firewallRules], firewall.namedFirewallRules),
  nowhereToLeaveData: mustSee([firewallRules, networks], firewall.nowhereToLeaveData),
  storageByName: mustSee([firewallRules, accounts], firewall.storageByName),
  asksInItsOwnName: mustSee(['Microsoft.Network/firewallPolicies'], firewall.asksInItsOwnName),
  knownFlows: mustSee(['Microsoft.Network/networkSecurityGroups', networks], traffic.knownFlows),
  closedSubnets: mustSee([networks], traffic.closedSubnets),
  watchfulFirewall: mustSee(['Microsoft.Network/firewallPolicies'], traffic.watchfulFirewall),
  appInNetwork: mustSee([sites], closing.appInNetwork),
  encryptedSending: mustSee([topics, sites, settings], closing.encryptedSending),
  noPasswordSignIn: mustSee([`${workspaces}/computes`, sites, hostPools], closing.noPasswordSignIn),
  handsOffMachines: mustSee([definitions], closing.handsOffMachines),
  scannedAsTold: mustSee([settings, 'Microsoft.Security/defenderForStorageSettings'], closing.scannedAsTold),
  budgetWarns: mustSee(['Microsoft.Consumption/budgets'], closing.budgetWarns),
  hostsStop: mustSee(['Microsoft.DesktopVirtualization/scalingPlans'], closing.hostsStop),
  keptLongEnough: mustSee([`${containers}/immutabilityPolicies`, vaults], keeping.keptLongEnough),
  customerKeys: mustSee([accounts, factories, workspaces], keeping.customerKeys),
  encryptedDisks: mustSee([machines, accounts], keeping.encryptedDisks),
  alertsCanFire: mustSee([alerts], firing.alertsCanFire),
  sentinelCanFire: mustSee([sentinelRules], firing.sentinelCanFire),
  workbookCharts: mustSee(['Microsoft.Insights/workbooks'], firing.workbookCharts),
  queriesNamePipelines: mustSee([alerts, sentinelRules], firing.queriesNamePipelines),
  askedTablesAreWhole: mustSee([alerts, 'Microsoft.OperationalInsights/workspaces/tables'], firing.askedTablesAreWhole),
  hardenedDesktops: mustSee([machines, `${machines}/runCommands`, `${machines}/extensions`], access.hardenedDesktops),
  namesOfTheirOwn: mustSee([machines], access.namesOfTheirOwn),
  oneNarrowWayIn: mustSee(
    [hostPools, 'Microsoft.Network/bastionHosts', 'Microsoft.Network/virtualNetworkGateways'],
    access.oneNarrowWayIn,
  ),
  diagnostics: mustSee([diagnosticSettings, ...logging], operations.diagnostics),
  logsOnce: mustSee([diagnosticSettings], operations.logsOnce),
  tags: mustSee(['Microsoft.Resources/resourceGroups', accounts, networks, sites], operations.tags),
  exemptionsWithReasons: mustSee(
    [accounts, sites, 'Microsoft.Authorization/policyExemptions'],
    operations.exemptionsWithReasons,
  ),
  policiesAssigned: mustSee(['Microsoft.Authorization/policyAssignments'], operations.policiesAssigned),
  exemptionsReachTheirResource: mustSee(
    ['Microsoft.Authorization/policyExemptions', 'Microsoft.Authorization/policyAssignments'],
    governance.exemptionsReachTheirResource,
  ),
  remediated: mustSee(
    ['Microsoft.Authorization/policyAssignments', 'Microsoft.PolicyInsights/remediations'],
    governance.remediated,
  ),
  toldAlike: mustSee(['Microsoft.Consumption/budgets'], governance.toldAlike),
  governedDesktops: mustSee([hostPools], governance.governedDesktops),
  closedUpload: mustSee([sites], app.closedUpload),
  ownAudience: mustSee([settings], app.ownAudience),
  shortSettingNames: mustSee([settings], app.shortSettingNames),
  desktopsMayCall: mustSee([sites], app.desktopsMayCall),
  uploadsFromInside: mustSee([accounts, endpoints, networks], app.uploadsFromInside),
  borderedFactory: mustSee(['Microsoft.Authorization/policyAssignments', factories], operations.borderedFactory),
  policyEffects: mustSee(['Microsoft.Authorization/policyDefinitions'], operations.policyEffects),
  noMachines: mustSee([machines], operations.noMachines),
  queriesFitTables: mustSee([alerts, sentinelRules, 'Microsoft.Insights/workbooks'], posture.queriesFitTables),
  sentinelWatches: mustSee([sentinelRules, 'Microsoft.SecurityInsights/onboardingStates'], posture.sentinelWatches),
  defenderIncidents: mustSee([sentinelRules, 'Microsoft.SecurityInsights/dataConnectors'], posture.defenderIncidents),
  excusedReaders: mustSee([sentinelRules, assignments], posture.excusedReaders),
  alertsReachPeople: mustSee([alerts, 'Microsoft.Insights/actionGroups'], posture.alertsReachPeople),
  defenderPlans: mustSee(
    [
      'Microsoft.Security/pricings',
      'Microsoft.Security/securityContacts',
      'Microsoft.Security/defenderForStorageSettings',
    ],
    posture.defenderPlans,
  ),
  activityLog: mustSee([diagnosticSettings], posture.activityLog),
  closedWorkspace: mustSee([workspaces, `${workspaces}/outboundRules`], posture.closedWorkspace),
  ownSignIn: mustSee([settings], posture.ownSignIn),
  rolesAsMatrix: mustSee([assignments, definitions], roles.rolesAsMatrix),
  oneSubscription: mustSee(
    ['Microsoft.Resources/resourceGroups', accounts, definitions, assignments],
    places.oneSubscription,
  ),
  rolesByTheirName: mustSee([definitions], places.rolesByTheirName),
  uniqueIds: mustSee([assignments], roles.uniqueIds),
  workspaceApart: mustSee([workspaces, accounts, vaults, registries, factories], roles.workspaceApart),
  onlyFactoryWrites: mustSee([assignments, definitions], roles.onlyFactoryWrites),
  peopleInTheirProject: mustSee([assignments, definitions], roles.peopleInTheirProject),
  blindControlPlane: mustSee([assignments, definitions], roles.blindControlPlane),
  plainRoles: mustSee([definitions], roles.plainRoles),
  connectionsHaveRoles: mustSee([settings, assignments, definitions], roles.connectionsHaveRoles),
  evidenceStands: mustSee([assignments, definitions], room.evidenceStands),
  roomReadsWhatIsFrozen: mustSee([assignments, definitions], room.roomReadsWhatIsFrozen),
  excusedReads: mustSee([sentinelRules], room.excusedReads),
  roomApart: mustSee([sites, settings, assignments, endpointGroups], room.roomApart),
  roomFromInside: mustSee([sites, endpoints, endpointGroups], room.roomFromInside),
  roomReachesItsOwn: mustSee(
    [networks, endpoints, endpointGroups, 'Microsoft.Network/networkSecurityGroups'],
    room.roomReachesItsOwn,
  ),
  noSharedKeys: mustSee(
    [
      ...[accounts, vaults, registries, topics],
      'Microsoft.OperationalInsights/workspaces',
      'Microsoft.Insights/components',
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
    ],
    data.noSharedKeys,
  ),
  encryptedTransport: mustSee([accounts, sites], data.encryptedTransport),
  noSecrets: mustSee([settings, machines, subscriptions], data.noSecrets),
  versioning: mustSee([`${accounts}/blobServices`, `${accounts}/managementPolicies`], data.versioning),
  immutability: mustSee([containers, `${containers}/immutabilityPolicies`], data.immutability),
  protectedAccounts: mustSee([accounts, containers, `${accounts}/blobServices`, vaults], data.protectedAccounts),
  truthfulReceipts: mustSee(
    [settings, `${accounts}/blobServices`, `${accounts}/managementPolicies`],
    data.truthfulReceipts,
  ),
  sealedDesktop: mustSee([hostPools], data.sealedDesktop),
  eventFilters: mustSee([subscriptions], firing.eventFilters),
  resultsTravelBare: mustSee([`${factories}/pipelines`], flows.resultsTravelBare),
  factoryDefinitions: mustSee(
    [
      `${factories}/pipelines`,
      `${factories}/datasets`,
      `${factories}/linkedservices`,
      `${factories}/managedVirtualNetworks/managedPrivateEndpoints`,
    ],
    flows.factoryDefinitions(
      new Map([
        ['pipelines', names('pipeline')],
        ['datasets', names('dataset')],
        ['linkedservices', names('linkedService')],
      ]),
    ),
  ),
} satisfies Readonly<Record<keyof Exported | 'rightReferences' | 'expectedValues', Rule>>;
