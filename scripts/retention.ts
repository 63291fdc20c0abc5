import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { keptFor } from '../src/domain/base/kept-request.ts';
import { pendingDays } from '../src/domain/base/second-operator.ts';
import { DAY } from '../src/domain/base/time.ts';
import { projectSchema } from '../src/domain/project/project.ts';
import { keptAbsenceDays } from '../src/use-cases/people/absences.ts';
import { table } from './markdown-table.ts';

const intro = `# How long everything is kept

What lies in each container, what deletes it, and how long it can still be restored. Made by \`npm run docs\` from the templates as they are compiled (\`infra/environments/default.snapshot.json\`) and from the schema of project definitions. The parameters \`softDeleteDays\`, \`datasetDays\` and \`auditDays\` of \`infra/main.bicep\` change the days of storage, each definition those of its project.`;

/** What lies in a container, and what deletes it. */
type Holding = readonly [what: string, until: string];

const roles: Readonly<Record<string, string>> = {
  stpub: 'public',
  stsec: 'secure',
  stctl: 'control',
  sthst: 'host',
  stins: 'reading room',
  stsaf: 'second copy',
};

const holdings: Readonly<Record<string, Holding>> = {
  'public/ingress': ['uploads of data owners', 'it is copied and verified, or discarded'],
  'public/released': ['results that people approved', 'an operator revokes it, or the closing of the project does'],
  'public/transfers': ['lists of files for Data Factory', 'the copy that reads it has ended'],
  'secure/datasets': ['versions of datasets', 'an operator retracts the version, or the project is closed'],
  'secure/exports': ['packages of researchers', 'it is frozen and verified, or discarded'],
  'secure/review': [
    'frozen copies of packages',
    `for ${days('keepFrozenDays')} after the end of the package, or until the project is closed`,
  ],
  'secure/returned': [
    'packages that went back',
    `for ${days('keepReturnedDays')} after they came back, or until the project is closed`,
  ],
  'secure/notices': ['notices to researchers', 'nothing deletes the newest; another takes its place'],
  'secure/transfers': ['lists of files for Data Factory', 'the copy that reads it has ended'],
  'control/projects': ['definitions, every version', 'nothing deletes it'],
  'control/manifests': ['lists of files, receipts', 'nothing deletes it'],
  'control/audit': ['the audit', 'nothing deletes it'],
  'control/tree': ['what was signed of the audit', 'nothing deletes it'],
  'host/packages': ['the app that is deployed', 'a deployment replaces it'],
  'secure/inspections': ['what the control plane asks of the reading room', 'nothing deletes it'],
  'secure/evidence': ['what the reading room found: rules and counts, no names and no values', 'nothing deletes it'],
  'secure/places': ['where it found that: numbers of rows and columns', 'nothing deletes it'],
  'secure/views': ['which file was opened by whom, empty', 'nothing deletes it'],
  'reading room/packages': ['its app that is deployed', 'a deployment replaces it'],
  'reading room/locks': ['an empty blob, whose lease is the right to look', 'nothing deletes it'],
  'second copy/copy': [
    'lines, what was signed of them, definitions, manifests, receipts, evidence; for 36 days all tables but heads and links, and with them names of people',
    'a lifecycle rule deletes tables after 36 days, and nothing else',
  ],
  'host/dead-letters': ['events that did not arrive', 'nothing deletes it'],
};

const columns = ['Account', 'Container', 'What', 'There until', 'Write-once', 'Restorable after a delete'];
const ofReadingRoom = /^(?:stsec\w+\/(?:inspections|evidence|places|views)|stins\w+\/.+)$/;
const ofSecondCopy = /^stsaf/;

const people = [
  '## People in records',
  'Lines of the audit and receipts name people by their object ids alone, because nobody can change them afterwards; lines that earlier versions wrote may hold the name of who acted, and stay readable. Who an object id is stands in the table `people`, which can be [corrected and cleared](operators-records.md#people-in-records) without breaking a chain.',
  '- *Basis.* That a release can be traced to those who decided it is a duty of whoever runs the environment, and a task in the public interest where it serves research: Article 6(1)(c) and (e) GDPR. For as long as that lasts nobody can ask for the erasure of who acted: Article 17(3)(b) and (e). It takes the object id, and a name only as long as people have to ask each other; so the name ends earlier than the record. The deployment has to name its own law, and may have a shorter period.',
  '- *Period.* Object ids are kept as long as the audit. Names and addresses in `people`, and last sign-ins, end by themselves as the table above says. Who stands in a definition in force is kept as long as it does.',
  '- *What stays.* Versions of definitions (`projects`) and rounds (`decisions`) keep whom they named, since digests and decisions refer to them, and so do rows of the outbox that earlier versions wrote; pages show a person who was cleared as that all the same. Reasons, purposes and remarks are kept as they were typed: write no names into them. Logs keep what Azure wrote, for the days above.',
] as const;

/** Tables of which the app deletes rows. */
const rowsKept: Readonly<Record<string, string>> = {
  holds: 'until the hold is lifted or ends',
  refused:
    'nothing deletes its rows, one for each door of a project; a name leaves it with the next sweep after it was put right, taken away or deleted',
  changes: `until it is confirmed, taken back or ${pendingDays} days old`,
  requests: `${keptFor / DAY} days`,
  verdicts: 'until the upload that was scanned has ended',
  absences: `${keptAbsenceDays} days after the last day`,
  signins: `the last of each person; ${peopleDays()} days after it where no definition names them, or until an operator clears them`,
  people: `name and address: ${peopleDays()} days (\`PEOPLE_KEEP_DAYS\`) after the last sign-in or the last definition that named them, or until an operator clears them; the object id stays`,
  outbox:
    'nothing deletes its rows by their age; they tell an address by its digest alone (rows of earlier versions hold it). A mail that asks for a second person and has to wait stands whole in a row of its own, which goes once it has left, after seven days at most',
  decisions: 'nothing deletes its rows by their age; each round holds whom it asked, with address',
};

const snapshotSchema = z.object({
  predictedResources: z.array(
    z.object({ type: z.string(), name: z.string(), properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

const blobService = z.object({
  isVersioningEnabled: z.boolean(),
  deleteRetentionPolicy: z.object({ enabled: z.boolean(), days: z.number().nullish() }),
});
const immutability = z.object({
  immutabilityPeriodSinceCreationInDays: z.number(),
  allowProtectedAppendWrites: z.boolean(),
});
const versionPolicy = z.object({ immutableStorageWithVersioning: z.object({ enabled: z.literal(true) }) });
const lifecycle = z.object({
  policy: z.object({
    rules: z.array(
      z.object({
        definition: z.object({
          filters: z.object({ prefixMatch: z.array(z.string()) }),
          actions: z.object({
            version: z.object({ delete: z.object({ daysAfterCreationGreaterThan: z.number() }) }).optional(),
          }),
        }),
      }),
    ),
  }),
});

/** The document that says of every container how long its content is kept. */
export function retentionText(): string {
  const deployed = new Deployed(read('infra/environments/default.snapshot.json'));
  const rows = deployed.containers().map(({ account, container }) => rowOf(deployed, account, container));
  const whole = new Deployed(read('infra/environments/everything.snapshot.json'));
  const ofRoom = rowsOf(whole, ofReadingRoom);
  const { tables, logs, secrets } = deployed.others();
  return [
    intro,
    '## Containers',
    table(columns, rows),
    'With a reading room these too (`infra/environments/everything.snapshot.json`), on what it wrote for as many days as the audit:',
    table(columns, ofRoom),
    'With a second copy (`secondCopyLocation`):',
    table(columns, rowsOf(whole, ofSecondCopy)),
    'A container that is write-once for each version keeps every version for so long from its creation, whoever deletes it. Where previous versions are kept, what is deleted becomes one; a lifecycle rule deletes it then, and it can be restored for some more days. The sum is what the receipts call `restorableUntil`.',
    'With a release account of its own (`release`), `released` lies there and is kept as here.',
    '## Everything else',
    table(
      ['Where', 'Kept'],
      [
        ...tables.map((name) => [`table \`${name}\``, rowsKept[name] ?? 'nothing deletes its rows by their age']),
        ['logs (Log Analytics)', `${logs} days`],
        ['secrets and keys (Key Vault)', `${secrets} days after a delete, and nobody can purge them before`],
      ],
    ),
    'What a closed project leaves of this, its certificate of destruction names with the reason. Computes are deleted `compute.keepComputeDays` days after the end of their project, with their disks and without a soft delete; without it nothing deletes them but `prune`.',
    'Rows have no soft delete. The register can be made anew from the audit.',
    ...people,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

/** What the default parameters deploy. */
class Deployed {
  readonly #resources: z.output<typeof snapshotSchema>['predictedResources'];

  constructor(text: string) {
    this.#resources = snapshotSchema.parse(JSON.parse(text)).predictedResources;
  }

  /** Every container of our accounts, in the order of the template. */
  containers(): { readonly account: string; readonly container: string }[] {
    return this.#of('Microsoft.Storage/storageAccounts/blobServices/containers').flatMap(({ name }) => {
      const [account = '', , container = ''] = name.split('/');
      return [{ account, container }];
    });
  }

  blobs(account: string): z.output<typeof blobService> {
    const [service] = this.#of('Microsoft.Storage/storageAccounts/blobServices', `${account}/default`);
    return blobService.parse(service?.properties);
  }

  writeOnce(account: string, container: string): z.output<typeof immutability> | undefined {
    const type = 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies';
    const [policy] = this.#of(type, `${account}/default/${container}/default`);
    return policy && immutability.parse(policy.properties);
  }

  /** Whether the policy of a container is one for each version. */
  versioned(account: string, container: string): boolean {
    const type = 'Microsoft.Storage/storageAccounts/blobServices/containers';
    const [found] = this.#of(type, `${account}/default/${container}`);
    return versionPolicy.safeParse(found?.properties).success;
  }

  /** After how many days the account deletes previous versions in the container; undefined where no rule does. */
  versionDays(account: string, container: string): number | undefined {
    const [found] = this.#of('Microsoft.Storage/storageAccounts/managementPolicies', `${account}/default`);
    if (found === undefined) return undefined;
    const rule = lifecycle
      .parse(found.properties)
      .policy.rules.find(({ definition }) => definition.filters.prefixMatch.includes(`${container}/`));
    return rule?.definition.actions.version?.delete.daysAfterCreationGreaterThan;
  }

  others(): { readonly tables: readonly string[]; readonly logs: string; readonly secrets: string } {
    const [workspace] = this.#of('Microsoft.OperationalInsights/workspaces');
    const [vault] = this.#of('Microsoft.KeyVault/vaults');
    const tables = this.#of('Microsoft.Storage/storageAccounts/tableServices/tables');
    return {
      tables: tables.map(({ name }) => name.split('/').at(-1) ?? name),
      logs: String(workspace?.properties['retentionInDays']),
      secrets: String(vault?.properties['softDeleteRetentionInDays']),
    };
  }

  #of(type: string, name?: string) {
    return this.#resources.filter((one) => one.type === type && (name === undefined || one.name === name));
  }
}

function rowsOf(deployed: Deployed, place: RegExp): string[][] {
  return deployed
    .containers()
    .filter(({ account, container }) => place.test(`${account}/${container}`))
    .map(({ account, container }) => rowOf(deployed, account, container));
}

function rowOf(deployed: Deployed, account: string, container: string): string[] {
  const role = roles[account.slice(0, 5)] ?? account;
  const holding = holdings[`${role}/${container}`];
  if (holding === undefined) throw new Error(`Say in scripts/retention.ts what lies in ${role}/${container}`);
  const [what, until] = holding;
  const policy = deployed.writeOnce(account, container);
  const once = writeOnceText(policy, deployed.versioned(account, container));
  return [role, `\`${container}\``, what, until, once, restorableText(deployed, account, container)];
}

function writeOnceText(policy: z.output<typeof immutability> | undefined, versioned: boolean): string {
  if (policy === undefined) return 'no';
  const { immutabilityPeriodSinceCreationInDays: kept, allowProtectedAppendWrites: appends } = policy;
  if (versioned) return `${kept} days for each version`;
  return appends ? `${kept} days, appends allowed` : `${kept} days`;
}

/** A rule acts on whole days that have passed, about once a day; `lifecycleLag` says what is counted for that. */
function restorableText(deployed: Deployed, account: string, container: string): string {
  const { isVersioningEnabled, deleteRetentionPolicy } = deployed.blobs(account);
  const soft = deleteRetentionPolicy.enabled ? (deleteRetentionPolicy.days ?? 0) : 0;
  if (!isVersioningEnabled) return `${soft} days`;
  const version = deployed.versionDays(account, container);
  if (version === undefined) return 'without an end, as a previous version';
  return `at most ${version + lifecycleLag() + soft} days`;
}

function lifecycleLag(): number {
  const [, lag] = /^var lifecycleLag = (\d+)$/m.exec(read('infra/modules/storage.bicep')) ?? [];
  if (lag === undefined) throw new Error('infra/modules/storage.bicep no longer says its lifecycleLag');
  return Number(lag);
}

/** For how many days a deployment keeps names of people. */
function peopleDays(): number {
  const [, days] = /^ {2}PEOPLE_KEEP_DAYS: '(\d+)'$/m.exec(read('infra/modules/function-app.bicep')) ?? [];
  if (days === undefined) throw new Error('infra/modules/function-app.bicep no longer says PEOPLE_KEEP_DAYS');
  return Number(days);
}

/** The days of a definition, as its schema has them. */
function days(field: 'keepFrozenDays' | 'keepReturnedDays'): string {
  const limits = z.object({ default: z.number(), minimum: z.number(), maximum: z.number() });
  const schema = z.object({
    properties: z.object({ egress: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
  });
  const { properties } = schema.parse(z.toJSONSchema(projectSchema, { io: 'input' })).properties.egress;
  const { default: usual, minimum, maximum } = limits.parse(properties[field]);
  return `${usual} days (\`egress.${field}\`, ${minimum} to ${maximum})`;
}

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}
