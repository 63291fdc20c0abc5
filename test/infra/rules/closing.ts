import { z } from 'zod';
import { projectTag } from '../../../src/compute/domain/world.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { grantsOf } from './grants.ts';
import { controlPlane, ofType, type Rule, say, type World } from './rule.ts';

const texts = z.array(z.string()).default([]);

/** What would let somebody act inside a machine, take its disk away or look at its screen. */
const inside =
  /runCommands?\/|extensions\/write|\/login|serialConsole|retrieveBootDiagnosticsData|beginGetAccess|snapshots\/|restorePoint|capture\/|reimage\/|attachDetach|galleries\/.*write|installPatches/i;

/** Nothing of the control plane reaches into machines: it makes, starts and stops them, and never sees what is inside. */
export const handsOffMachines: Rule = (world) => [
  ...ofType(world, 'Microsoft.Authorization/roleDefinitions').flatMap((role) =>
    listAt(role, 'properties.permissions')
      .flatMap(({ actions, dataActions }) => [...texts.parse(actions), ...texts.parse(dataActions)])
      .filter((action) => /^Microsoft\.(?:\w*Compute|SerialConsole|GuestConfiguration)\//.test(action))
      .filter((action) => inside.test(action) && !isImageBuilders(role, action))
      .map((action) => say(role, `${at(role, 'properties.roleName')} allows ${action}, which reaches into machines`)),
  ),
  ...grantsOf(world)
    .filter(({ who, what, where }) => who === 'id-control' && !what.startsWith('Microsoft.') && isWide(where))
    .map(({ what, where, resource }) => say(resource, `id-control has ${what} on all of ${where}`)),
];

/** A group with machines, or more than one group. */
const isWide = (where: string): boolean => /-(?:compute|access)$/.test(where) || !where.includes('/providers/');

/** Image Builder writes the image that it has built. */
function isImageBuilders(role: Resource, action: string): boolean {
  return String(at(role, 'properties.roleName')).endsWith(' imageBuild') && /galleries\//.test(action);
}

/** Nobody signs in by a password or a key, or from the internet: machines of Machine Learning, code uploads and the remote desktop ask Entra. */
export const noPasswordSignIn: Rule = (world) => {
  const wanted: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
    'Microsoft.MachineLearningServices/workspaces/computes': {
      'properties.disableLocalAuth': true,
      'properties.properties.enableNodePublicIp': false,
      'properties.properties.remoteLoginPortPublicAccess': 'Disabled',
    },
    'Microsoft.Web/sites': { 'properties.siteConfig.ftpsState': 'Disabled' },
  };
  const pools = ofType(world, 'Microsoft.DesktopVirtualization/hostPools')
    .filter((pool) => !String(at(pool, 'properties.customRdpProperty')).split(';').includes('enablerdsaadauth:i:1'))
    .map((pool) => say(pool, 'lets people in without Entra: enablerdsaadauth:i:1 is missing'));
  const uploads = ofType(world, 'Microsoft.Web/sites').flatMap((site) =>
    ['ftp', 'scm']
      .filter((way) => !world.resources.some(({ id }) => id === `${site.id}/basicPublishingCredentialsPolicies/${way}`))
      .map((way) => say(site, `takes a password for ${way}`)),
  );
  const linux = ofType(world, 'Microsoft.Compute/virtualMachines')
    .filter((machine) => at(machine, 'properties.osProfile.linuxConfiguration') !== undefined)
    .filter((machine) => at(machine, 'properties.osProfile.linuxConfiguration.disablePasswordAuthentication') !== true)
    .map((machine) => say(machine, 'lets people in by password'));
  return [...unlike(world, wanted), ...pools, ...uploads, ...linux];
};

function unlike(world: World, wanted: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>): string[] {
  return Object.entries(wanted).flatMap(([type, values]) =>
    ofType(world, type).flatMap((resource) =>
      Object.entries(values)
        .filter(([path, value]) => at(resource, path) !== value)
        .map(([path, value]) => say(resource, `${path} is ${at(resource, path)} and must be ${value}`)),
    ),
  );
}

/** The app sends everything through the network, and whoever may call it where not everybody may is a list of narrow ranges and Event Grid. */
export const appInNetwork: Rule = (world) => [
  ...ofType(world, 'Microsoft.Web/sites')
    .filter((site) => at(site, 'properties.outboundVnetRouting.allTraffic') !== true)
    .map((site) => say(site, 'sends past the network')),
  ...controlPlane(world).flatMap((site) => {
    const found: string[] = [];
    const rules = listAt(site, 'properties.siteConfig.ipSecurityRestrictions');
    const [events] = rules.filter(({ ipAddress }) => ipAddress === 'AzureEventGrid');
    if (events?.['action'] !== 'Allow' || events['tag'] !== 'ServiceTag') found.push(say(site, 'shuts out Event Grid'));
    const open = at(site, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction') === 'Allow';
    const wide = rules.filter((rule) => rule !== events && !isNarrow(String(rule['ipAddress'])));
    return open
      ? found
      : [...found, ...wide.map(({ ipAddress }) => say(site, `may be called from all of ${ipAddress}`))];
  }),
];

/** A range of at most 65,536 addresses, or one that only a running deployment knows, which is a single address. */
function isNarrow(address: string): boolean {
  const bits = /^[\d.]+\/(\d+)$/.exec(address)?.[1] ?? /^\[format\('\{0\}\/(\d+)'/.exec(address)?.[1];
  return Number(bits) >= 16;
}

/** Events, mails and telemetry travel encrypted, like everything else. */
export const encryptedSending: Rule = (world) => {
  const topics = unlike(world, { 'Microsoft.EventGrid/topics': { 'properties.minimumTlsVersionAllowed': '1.2' } });
  const sites = unlike(world, { 'Microsoft.Web/sites': { 'properties.siteConfig.scmMinTlsVersion': '1.2' } });
  const settings = ofType(world, 'Microsoft.Web/sites/config').flatMap((config) => [
    ...Object.entries(config.properties)
      .filter(([, value]) => /\bhttp:\/\//.test(String(value)))
      .map(([name, value]) => say(config, `${name} is ${value}, which is not encrypted`)),
    ...(at(config, 'properties.SMTP_SECURITY') === 'none' ? [say(config, 'sends mail without encryption')] : []),
  ]);
  return [...topics, ...sites, ...settings];
};

/** Each door that the app is told is scanned is scanned: whole files, with verdicts by the topic and none that a tag could change. */
export const scannedAsTold: Rule = (world) => {
  const told = ofType(world, 'Microsoft.Web/sites/config').map((config) => at(config, 'properties.SCANNED_DOORS'));
  const doors = told.includes('both') ? ['stpub', 'stsec'] : told.includes('ingress') ? ['stpub'] : [];
  const scans = ofType(world, 'Microsoft.Security/defenderForStorageSettings');
  const unscanned = doors.filter((account) => !scans.some(({ id }) => id.includes(`/storageAccounts/${account}`)));
  return [
    ...unscanned.map((account) => `the app is told that ${account} is scanned, and it is not`),
    ...unlike(world, {
      'Microsoft.Security/defenderForStorageSettings': {
        'properties.isEnabled': true,
        'properties.overrideSubscriptionLevelSettings': true,
        'properties.malwareScanning.onUpload.isEnabled': true,
        'properties.malwareScanning.blobScanResultsOptions': 'None',
        'properties.sensitiveDataDiscovery.isEnabled': false,
      },
    }),
    ...scans
      .filter((scan) => !(Number(at(scan, 'properties.malwareScanning.onUpload.capGBPerMonth')) > 0))
      .map((scan) => say(scan, 'scans nothing: capGBPerMonth is not above 0')),
  ];
};

const notification = z.object({
  enabled: z.literal(true),
  threshold: z.number().max(120),
  contactEmails: z.array(z.string()).min(1),
});

/** Budgets count this environment, or computes of a project in it, and somebody hears of each before and after it is used up. */
export const budgetWarns: Rule = (world) => {
  const all = ofType(world, 'Microsoft.Consumption/budgets');
  const environments = new Set(
    ofType(world, 'Microsoft.Resources/resourceGroups').flatMap(({ tags }) => tags?.['azd-env-name'] ?? []),
  );
  const lacking = [...environments].filter((name) => !all.some((budget) => budget.name === `budget-${name}`));
  return [
    ...lacking.map((name) => `there is no budget of ${name}`),
    ...all.flatMap((budget) => budgetOf(budget, environments)),
  ];
};

function budgetOf(budget: Resource, environments: ReadonlySet<string>): string[] {
  const told = Object.values(z.record(z.string(), z.json()).parse(at(budget, 'properties.notifications') ?? {}))
    .map((one) => notification.safeParse(one))
    .flatMap(({ data }) => data ?? []);
  const filter = JSON.stringify(at(budget, 'properties.filter'));
  const wanted = JSON.stringify(filterOf(budget, environments));
  return [
    ...(told.some(({ threshold }) => threshold < 100) ? [] : [say(budget, 'warns nobody before it is used up')]),
    ...(told.some(({ threshold }) => threshold >= 100) ? [] : [say(budget, 'tells nobody that it is used up')]),
    ...(Number(at(budget, 'properties.amount')) > 0 ? [] : [say(budget, 'has no amount')]),
    ...(filter === wanted ? [] : [say(budget, `counts ${filter} and must count ${wanted}`)]),
  ];
}

/** What the budget of this name counts: the whole environment, or what carries the tag of a project in its groups of computes. */
function filterOf({ name }: Resource, environments: ReadonlySet<string>): object | undefined {
  const tagged = (tag: string, value: string) => ({ tags: { name: tag, operator: 'In', values: [value] } });
  const known = [...environments];
  const whole = known.find((one) => name === `budget-${one}`);
  if (whole !== undefined) return tagged('azd-env-name', whole);
  const environment = known.find((one) => name.startsWith(`budget-${one}_`));
  if (environment === undefined) return undefined;
  const groups = ['compute', 'machine-learning'].map((part) => `rg-${environment}-${part}`);
  const where = { dimensions: { name: 'ResourceGroupName', operator: 'In', values: groups } };
  return { and: [where, tagged(projectTag, name.slice(`budget-${environment}_`.length))] };
}

const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Session hosts that nobody uses stop, on each day of the week. */
export const hostsStop: Rule = (world) =>
  ofType(world, 'Microsoft.DesktopVirtualization/scalingPlans').flatMap((plan) => {
    const days = listAt(plan, 'properties.schedules').flatMap(({ daysOfWeek }) => texts.parse(daysOfWeek));
    const off = listAt(plan, 'properties.hostPoolReferences').filter(
      ({ scalingPlanEnabled }) => scalingPlanEnabled !== true,
    );
    const kept = listAt(plan, 'properties.schedules').filter(
      ({ rampDownMinimumHostsPct }) => rampDownMinimumHostsPct !== 0,
    );
    return [
      ...week.filter((day) => !days.includes(day)).map((day) => say(plan, `stops no host on a ${day}`)),
      ...(off.length === 0 ? [] : [say(plan, 'is off')]),
      ...kept.map(({ name }) => say(plan, `keeps hosts running at night, by ${name}`)),
    ];
  });
