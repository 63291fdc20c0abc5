import { logQueriesOf, logTables } from '../log-queries.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { isCalled, isLeftOut, ofType, type Rule, say, settingsOfControlPlane, type World } from './rule.ts';

/** Queries do without a table that nothing has been written to yet, and take the status of a request, which is a text, as a number. */
export const queriesFitTables: Rule = (world) =>
  logQueriesOf(world.resources).flatMap(({ name, text }) => {
    const asked = Object.keys(logTables).filter((table) => new RegExp(`\\b${table}\\b`).test(text));
    const bare = asked.filter((table) => new RegExp(`(?<!\\[\\]\\), \\()\\b${table}\\b`).test(text));
    return [
      ...(asked.length === 0 ? [`${name} asks no table of log-tables.json`] : []),
      ...bare.map((table) => `${name} fails while there is no ${table}`),
      ...(/(?<!toint\()\bStatusCode\b(?!:string)/.test(text) ? [`${name} compares the text StatusCode`] : []),
    ];
  });

const watched = [
  'release-without-receipt',
  'role-given',
  'review-read-by-others',
  'control-plane-read-data',
  'kill-switch-changed',
];
const watchedOfRoom = ['reading-room-elsewhere'];

/** Each row counts in one hour only: the one in which it came in, or the one after it. */
const windows = ['Ingested between (ago(1h) .. now())', 'Ingested between (ago(2h) .. ago(1h))'];

const sentinelRules = 'Microsoft.SecurityInsights/alertRules';

/** Sentinel is on, and looks once at each row for what must never happen. */
export const sentinelWatches: Rule = (world) => {
  if (isLeftOut(world, sentinelRules)) return [];
  const rules = ofType(world, sentinelRules).filter(({ kind }) => kind === 'Scheduled');
  const blind = (rule: Resource): boolean =>
    at(rule, 'properties.enabled') !== true ||
    at(rule, 'properties.suppressionEnabled') !== false ||
    at(rule, 'properties.triggerThreshold') !== 0 ||
    at(rule, 'properties.queryFrequency') !== 'PT1H';
  return [
    ...(isLeftOut(world, 'Microsoft.Network/applicationSecurityGroups') ? watched : [...watched, ...watchedOfRoom])
      .filter((name) => !rules.some((rule) => isCalled(rule, name)))
      .map((name) => `Sentinel has no rule ${name}`),
    ...rules.filter(blind).map((rule) => say(rule, 'does not look each hour, or is silent')),
    ...logQueriesOf(rules)
      .filter(({ text }) => !windows.some((window) => text.includes(window)))
      .map(({ name }) => `${name} finds the same row again each hour`),
  ];
};

/** Each alert of Defender becomes an incident: they come to the workspace, and no filter leaves any of them out. */
export const defenderIncidents: Rule = (world) => {
  if (isLeftOut(world, sentinelRules)) return [];
  const connectors = ofType(world, 'Microsoft.SecurityInsights/dataConnectors').filter(
    (connector) =>
      connector.kind === 'AzureSecurityCenter' &&
      at(connector, 'properties.dataTypes.alerts.state') === 'Enabled' &&
      connector.id.startsWith(`/subscriptions/${at(connector, 'properties.subscriptionId')}/`),
  );
  const makers = ofType(world, sentinelRules).filter(
    (rule) =>
      rule.kind === 'MicrosoftSecurityIncidentCreation' &&
      at(rule, 'properties.enabled') === true &&
      at(rule, 'properties.productFilter') === 'Azure Security Center' &&
      ['severitiesFilter', 'displayNamesFilter', 'displayNamesExcludeFilter'].every(
        (filter) => at(rule, `properties.${filter}`) === undefined,
      ),
  );
  return [
    ...(connectors.length > 0 ? [] : ['alerts of Defender do not come to the workspace']),
    ...(makers.length > 0 ? [] : ['no rule makes an incident of each alert of Defender']),
  ];
};

/** The rule about reads of frozen packages excuses those whose role assignments there let them read, and nobody else. */
export const excusedReaders: Rule = (world) => {
  if (isLeftOut(world, sentinelRules)) return [];
  const [rule] = ofType(world, sentinelRules).filter((one) => isCalled(one, 'review-read-by-others'));
  const excused = /has_any \(([^)]*)\)/.exec(rule ? String(at(rule, 'properties.query')) : '')?.[1] ?? '';
  const readers = ofType(world, 'Microsoft.Authorization/roleAssignments')
    .filter(({ id }) => /\/storageAccounts\/stsec\w+\/blobServices\/default\/containers\/review\//.test(id))
    .filter((assignment) =>
      /^(?:data-factory|id-inspect|approvers of )/.test(String(at(assignment, 'properties.description'))),
    )
    .map(({ name }) => `"${name.slice(0, 18)}"`);
  const named = excused.split(', ');
  return [
    ...readers
      .filter((name) => !named.includes(name))
      .map((name) => `reads by the role assignment ${name} raise an alert`),
    ...named.filter((name) => !readers.includes(name)).map((name) => `nobody has the role assignment ${name}`),
  ];
};

const alerting: Readonly<Record<string, string | undefined>> = {
  'failed-transfer': 'RunId',
  'failed-operation': 'Operation',
  'stalled-operation': 'Operation',
  'file-reappeared': 'Operation',
  'outside-unaccounted': 'Operation',
  'broken-row': 'Row',
  'nobody-told': undefined,
  'no-sweep': undefined,
  'second-copy-old': undefined,
  'overdue-approval': undefined,
  'drift-not-mended': 'Project',
  'no-reconcile': undefined,
  malware: 'Dataset',
  'late-malware': 'Operation',
  'unread-scan-result': undefined,
  'dead-letter': undefined,
};
const alertingOfRoom = {
  'failed-inspection': 'Operation',
  'uninspected-package': 'Operation',
  'no-inspection': undefined,
};

/** Each alert is on and mails somebody; what concerns several things at once is an alert for each of them. */
export const alertsReachPeople: Rule = (world) => {
  const people = ofType(world, 'Microsoft.Insights/actionGroups').filter(
    (group) => at(group, 'properties.enabled') === true && listAt(group, 'properties.emailReceivers').length > 0,
  );
  const rules = ofType(world, 'Microsoft.Insights/scheduledQueryRules');
  const wanted = isLeftOut(world, 'Microsoft.Network/applicationSecurityGroups')
    ? alerting
    : { ...alerting, ...alertingOfRoom };
  return Object.entries(wanted).flatMap(([name, by]) => {
    const rule = rules.find((one) => one.name === name);
    if (!rule) return [`there is no alert ${name}`];
    const told = JSON.stringify(at(rule, 'properties.actions.actionGroups') ?? []);
    const on = at(rule, 'properties.enabled') === true && people.some(({ id }) => told.includes(`"${id}"`));
    const [condition] = listAt(rule, 'properties.criteria.allOf');
    const split = JSON.stringify(condition?.['dimensions'] ?? []);
    return [
      ...(on ? [] : [say(rule, 'tells nobody')]),
      ...(by === undefined || split.includes(`"${by}"`) ? [] : [say(rule, `is one alert for every ${by}`)]),
    ];
  });
};

const plans = ['AppServices', 'Arm', 'CloudPosture', 'Containers', 'KeyVaults', 'StorageAccounts', 'VirtualMachines'];

/** What Defender's plans would read by default: contents of accounts, and copies of machines' disks. */
const reading: Readonly<Record<string, readonly string[]>> = {
  StorageAccounts: ['OnUploadMalwareScanning', 'SensitiveDataDiscovery'],
  CloudPosture: ['SensitiveDataDiscovery', 'AgentlessVmScanning'],
  VirtualMachines: ['AgentlessVmScanning'],
};

/** The container of each account that people put files into. */
const doorOf: Readonly<Record<string, string>> = { stpub: 'ingress', stsec: 'exports' };

/** A scan reads the door of an account and none of its other containers; the app is told which doors are scanned. */
function scansDoorOnly(world: World, setting: Resource): string[] {
  const account = setting.id.split('/providers/Microsoft.Security/')[0] ?? '';
  const door = doorOf[/\/storageAccounts\/(st[a-z]{3})/.exec(account)?.[1] ?? ''];
  if (door === undefined) return [say(setting, 'reads an account that nobody uploads to')];
  const left = at(setting, 'properties.malwareScanning.onUpload.filters.excludeBlobsWithPrefix');
  const read = ofType(world, 'Microsoft.Storage/storageAccounts/blobServices/containers')
    .filter(({ id }) => id.startsWith(`${account}/`))
    .map(({ id }) => id.split('/').at(-1) ?? '')
    .filter((container) => !(Array.isArray(left) && left.includes(`${container}/`)));
  const [settings] = settingsOfControlPlane(world);
  const told = String(settings && at(settings, 'properties.SCANNED_DOORS'));
  return [
    ...(read.join() === door ? [] : [say(setting, `reads ${read.join()} instead of ${door}`)]),
    ...(told === 'both' || (told === 'ingress' && door === 'ingress')
      ? []
      : [say(setting, `is unknown to the app: ${told}`)]),
  ];
}

/** Defender's plans are on, somebody hears of its alerts, and it reads no disk and no content but that of the two doors. */
export const defenderPlans: Rule = (world) => {
  const on = ofType(world, 'Microsoft.Security/pricings').filter(
    (plan) => at(plan, 'properties.pricingTier') === 'Standard',
  );
  const isOff = (plan: string, extension: string) =>
    on
      .filter(({ name }) => name === plan)
      .flatMap((one) => listAt(one, 'properties.extensions'))
      .some(({ name, isEnabled }) => name === extension && isEnabled === 'False');
  const contacts = ofType(world, 'Microsoft.Security/securityContacts').filter(
    (contact) => at(contact, 'properties.isEnabled') === true && at(contact, 'properties.emails') !== '',
  );
  const scans = ofType(world, 'Microsoft.Security/defenderForStorageSettings').flatMap((setting) =>
    scansDoorOnly(world, setting),
  );
  // The plans are the subscription's own where the template leaves them alone.
  if (isLeftOut(world, 'Microsoft.Security/pricings')) return scans;
  return [
    ...plans.filter((plan) => !on.some(({ name }) => name === plan)).map((plan) => `Defender has no plan ${plan}`),
    ...Object.entries(reading).flatMap(([plan, extensions]) =>
      extensions
        .filter((extension) => !isOff(plan, extension))
        .map((extension) => `${extension} of ${plan} is not off for the subscription`),
    ),
    ...(contacts.length > 0 ? [] : ['nobody hears of Defender’s alerts']),
    ...scans,
  ];
};

/** The activity log of the subscription, where roles and policies change, goes to the workspace. */
export const activityLog: Rule = (world) => {
  const setting = ofType(world, 'Microsoft.Insights/diagnosticSettings').find(
    ({ name }) => name === 'sallyport-activity',
  );
  const sent = setting ? listAt(setting, 'properties.logs').filter(({ enabled }) => enabled === true) : [];
  return ['Administrative', 'Security', 'Policy', 'Alert']
    .filter((category) => !sent.some((log) => log['category'] === category))
    .map((category) => `the activity log does not send ${category}`);
};

/** Machine Learning leaves its network by nothing but private endpoints to this environment, and opens data as the person who asks. */
export const closedWorkspace: Rule = (world) => {
  const here = new Set(world.resources.map(({ id }) => id));
  const wanted: Readonly<Record<string, string | boolean>> = {
    'properties.managedNetwork.isolationMode': 'AllowOnlyApprovedOutbound',
    'properties.systemDatastoresAuthMode': 'Identity',
    'properties.allowPublicAccessWhenBehindVnet': false,
    'properties.hbiWorkspace': true,
  };
  return [
    ...ofType(world, 'Microsoft.MachineLearningServices/workspaces').flatMap((workspace) =>
      Object.entries(wanted)
        .filter(([path, value]) => at(workspace, path) !== value)
        .map(([path, value]) => say(workspace, `${path} is not ${value}`)),
    ),
    ...ofType(world, 'Microsoft.MachineLearningServices/workspaces/outboundRules')
      .filter(
        (rule) =>
          at(rule, 'properties.type') !== 'PrivateEndpoint' ||
          !here.has(String(at(rule, 'properties.destination.serviceResourceId'))),
      )
      .map((rule) => say(rule, 'leads out of the environment')),
  ];
};

/** Sign-in is the app's own: the platform's would keep tokens with a shared key, and answer before the app does. */
export const ownSignIn: Rule = (world) => {
  const settings = ofType(world, 'Microsoft.Web/sites/config');
  return ofType(world, 'Microsoft.Web/sites')
    .filter((site) => {
      const platform = settings.find(({ id }) => id === `${site.id}/config/authsettingsV2`);
      return !platform || at(platform, 'properties.platform.enabled') !== false;
    })
    .map((site) => say(site, 'the sign-in of the platform is not switched off'));
};
