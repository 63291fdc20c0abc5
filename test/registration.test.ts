import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { triggers } from '../local/stack/triggers.ts';
import { bundle } from '../scripts/build.ts';
import { settingNames } from '../src/config.ts';
import { acts, routeOfAct } from '../src/domain/lifecycle/acts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const binding = z.looseObject({
  type: z.string(),
  route: z.string().optional(),
  methods: z.array(z.string()).optional(),
});
const report = z.object({
  functions: z.array(z.object({ name: z.string(), bindings: z.record(z.string(), binding) })),
  deferred: z.unknown(),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(readJson('local.settings.sample.json')).Values;

const folder = mkdtempSync(join(tmpdir(), 'sallyport-bundle-'));
const load = (env: Record<string, string>) => {
  const args = [join(root, 'test/load-bundle.ts'), join(folder, 'main.mjs')];
  return spawnSync(process.execPath, args, { env: { PATH: '', ...env }, encoding: 'utf8', cwd: folder });
};

let outputs: Awaited<ReturnType<typeof bundle>>['outputs'];
beforeAll(async () => {
  ({ outputs } = await bundle(folder));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The source files that a file of the bundle holds with all that it loads at once. */
function loadedWith(file: string, seen = new Set<string>()): string[] {
  const { inputs = {}, imports = [] } = outputs[file] ?? {};
  if (seen.has(file)) return [];
  seen.add(file);
  const atOnce = imports.filter(({ kind }) => kind === 'import-statement');
  return [...Object.keys(inputs), ...atOnce.flatMap(({ path }) => loadedWith(path, seen))];
}

const http = [
  ['accessReview', 'GET', 'ops/access-review'],
  ['actOnDataset', 'POST', 'ops/desk/datasets/{project}/{id}/{act}'],
  ['actOnExport', 'POST', 'ops/desk/exports/{project}/{id}/{act}'],
  ['actOnIncident', 'POST', 'ops/incidents/{incident}/acts'],
  ['actOnIncidentOnDesk', 'POST', 'ops/desk/incidents/{incident}'],
  ['actOnMany', 'POST', 'ops/many'],
  ['actOnManyOnDesk', 'POST', 'ops/desk/many/{form}'],
  ['actOnMyDataset', 'POST', 'mine/datasets/{project}/{id}/{act}'],
  ['actOnMyExport', 'POST', 'mine/exports/{project}/{id}/{act}'],
  ['actOnPerson', 'POST', 'ops/desk/people/{form}'],
  ['actOnProject', 'POST', 'ops/desk/projects/{project}/{form}'],
  ['answerOnReceived', 'POST', 'received/{project}/{id}/{what}'],
  ['apiDocument', 'GET', 'openapi.json'],
  ['apiPage', 'GET,HEAD', 'docs'],
  ['applyCompute', 'POST', 'ops/compute/{project}/apply'],
  ['applyOnDesk', 'POST', 'ops/desk/compute/{project}/apply'],
  ['askAudit', 'GET', 'ops/audit'],
  ['charts', 'GET,HEAD', 'ops/charts'],
  ['checkProject', 'POST', 'ops/projects/{project}/check'],
  ['checkpoint', 'GET', 'audit/checkpoint'],
  ['clearPerson', 'DELETE', 'ops/people/{oid}'],
  ['closeProject', 'POST', 'ops/projects/{project}/close'],
  ['computeHours', 'GET', 'ops/compute/{project}/hours'],
  ['confirmChange', 'POST', 'ops/projects/{project}/changes/{id}/confirm'],
  ['consistency', 'GET', 'audit/consistency'],
  ['correctPerson', 'PUT', 'ops/people/{oid}'],
  ['dashboard', 'GET,HEAD', 'ops'],
  ['datasetFiles', 'GET', 'ops/datasets/{project}/{id}/files'],
  ['datasetMails', 'GET', 'ops/datasets/{project}/{id}/mails'],
  ['datasetReceipt', 'GET', 'ops/datasets/{project}/{id}/receipts/{name}'],
  ['defineProject', 'POST', 'ops/desk/new-project/{form}'],
  ['deskAccess', 'GET,HEAD', 'ops/desk/access-review'],
  ['deskAudit', 'GET,HEAD', 'ops/desk/audit'],
  ['deskCompute', 'GET,HEAD', 'ops/desk/compute/{project}'],
  ['deskComputes', 'GET,HEAD', 'ops/desk/compute'],
  ['deskDataset', 'GET,HEAD', 'ops/desk/datasets/{project}/{id}'],
  ['deskDatasetReceipt', 'GET,HEAD', 'ops/desk/datasets/{project}/{id}/receipts/{name}'],
  ['deskDoctor', 'GET,HEAD', 'ops/desk/doctor'],
  ['deskExport', 'GET,HEAD', 'ops/desk/exports/{project}/{id}'],
  ['deskExportReceipt', 'GET,HEAD', 'ops/desk/exports/{project}/{id}/receipts/{name}'],
  ['deskHolds', 'GET,HEAD', 'ops/desk/holds'],
  ['deskIncident', 'GET,HEAD', 'ops/desk/incidents/{incident}'],
  ['deskIncidents', 'GET,HEAD', 'ops/desk/incidents'],
  ['deskMany', 'GET,HEAD', 'ops/desk/many'],
  ['deskPeople', 'GET,HEAD', 'ops/desk/people'],
  ['deskProject', 'GET,HEAD', 'ops/desk/projects/{project}'],
  ['deskProjects', 'GET,HEAD', 'ops/desk/projects'],
  ['deskReleases', 'GET,HEAD', 'ops/desk/releases'],
  ['deskSatre', 'GET,HEAD', 'ops/desk/satre'],
  ['deskTrace', 'GET,HEAD', 'ops/desk/trace'],
  ['deskVerification', 'GET,HEAD', 'ops/desk/audit/verify'],
  ['deskVersion', 'GET,HEAD', 'ops/desk/projects/{project}/versions/{hash}'],
  ['discardDataset', 'POST', 'ops/datasets/{project}/{id}/discard'],
  ['discardExport', 'POST', 'ops/exports/{project}/{id}/discard'],
  ['discardMyRefusedDatasets', 'POST', 'mine/refused/datasets/{project}'],
  ['discardMyRefusedExports', 'POST', 'mine/refused/exports/{project}'],
  ['discardRefusedDatasets', 'POST', 'ops/refused/datasets/{project}'],
  ['discardRefusedExports', 'POST', 'ops/refused/exports/{project}'],
  ['doctor', 'GET', 'ops/doctor'],
  ['expectDataset', 'POST', 'mine.json/expected/{project}'],
  ['expectOnMine', 'POST', 'mine/expected/{project}'],
  ['explainCompute', 'GET', 'ops/compute/{project}/explain'],
  ['explainDataset', 'GET', 'ops/datasets/{project}/{id}/explain'],
  ['explainExport', 'GET', 'ops/exports/{project}/{id}/explain'],
  ['explainProject', 'GET', 'ops/projects/{project}/explain'],
  ['exportFiles', 'GET', 'ops/exports/{project}/{id}/files'],
  ['exportMails', 'GET', 'ops/exports/{project}/{id}/mails'],
  ['exportReceipt', 'GET', 'ops/exports/{project}/{id}/receipts/{name}'],
  ['extendExport', 'POST', 'ops/exports/{project}/{id}/extend'],
  ['giveBackExport', 'POST', 'ops/exports/{project}/{id}/give-back'],
  ['goBackOnChange', 'POST', 'ops/projects/{project}/go-back'],
  ['health', 'GET', 'health'],
  ['help', 'GET,HEAD', 'help'],
  ['helpGuide', 'GET,HEAD', 'help/{guide}'],
  ['holdAll', 'POST', 'ops/hold'],
  ['holdProject', 'POST', 'ops/projects/{project}/hold'],
  ['home', 'GET,HEAD', '{none:maxlength(0)?}'],
  ['knownPeople', 'GET', 'ops/people'],
  ['liftHold', 'POST', 'ops/projects/{project}/hold/lift'],
  ['liftHoldOfAll', 'POST', 'ops/hold/lift'],
  ['liftHoldOnDesk', 'POST', 'ops/desk/holds/{held}/lift'],
  ['liftSuspension', 'POST', 'ops/projects/{project}/people/{oid}/lift'],
  ['listAbsences', 'GET', 'ops/absences'],
  ['listComputes', 'GET', 'ops/compute'],
  ['listDatasets', 'GET', 'ops/datasets'],
  ['listExports', 'GET', 'ops/exports'],
  ['listHolds', 'GET', 'ops/holds'],
  ['listIncidents', 'GET', 'ops/incidents'],
  ['listProjects', 'GET', 'ops/projects'],
  ['listRefused', 'GET', 'ops/refused'],
  ['listVersions', 'GET', 'ops/projects/{project}/versions'],
  ['lookAtMany', 'POST', 'ops/many/look'],
  ['lookOnDesk', 'POST', 'ops/desk/look'],
  ['lookOnMine', 'POST', 'mine/look'],
  ['markAway', 'POST', 'ops/people/{oid}/away'],
  ['markBack', 'POST', 'ops/people/{oid}/back'],
  ['mine', 'GET,HEAD', 'mine'],
  ['mineData', 'GET', 'mine.json'],
  ['myDataset', 'GET,HEAD', 'mine/datasets/{project}/{id}'],
  ['myDatasetData', 'GET', 'mine.json/datasets/{project}/{id}'],
  ['myDatasetFiles', 'GET,HEAD', 'mine/datasets/{project}/{id}/files'],
  ['myExport', 'GET,HEAD', 'mine/exports/{project}/{id}'],
  ['myExportData', 'GET', 'mine.json/exports/{project}/{id}'],
  ['myReleases', 'GET,HEAD', 'mine/releases'],
  ['noteIncident', 'POST', 'ops/incidents/{incident}/notes'],
  ['openIncident', 'POST', 'ops/incidents'],
  ['openIncidentOnDesk', 'POST', 'ops/desk/incidents'],
  ['packIncident', 'GET', 'ops/incidents/{incident}/pack'],
  ['packageReviewDecision', 'POST', 'review-package/{project}/{id}'],
  ['packageReviewFiles', 'POST', 'review-package/{project}/{id}/files'],
  ['packageReviewManifest', 'GET,HEAD', 'review-package/{project}/{id}/manifest'],
  ['packageReviewPage', 'GET,HEAD', 'review-package/{project}/{id}'],
  ['passLimitExport', 'POST', 'ops/exports/{project}/{id}/pass-limit'],
  ['planCompute', 'GET', 'ops/compute/{project}/plan'],
  ['putProject', 'PUT', 'ops/projects/{project}'],
  ['readIncident', 'GET', 'ops/incidents/{incident}'],
  ['receiptKeys', 'GET', 'receipts/keys'],
  ['received', 'GET,HEAD', 'received'],
  ['receivedData', 'GET', 'received.json'],
  ['releases', 'GET', 'ops/releases'],
  ['replyOnMine', 'POST', 'mine/named/{naming}'],
  ['resendExport', 'POST', 'ops/exports/{project}/{id}/resend'],
  ['restoreCopy', 'POST', 'ops/restore/copy'],
  ['restoreHeads', 'POST', 'ops/restore/heads'],
  ['restoreStores', 'POST', 'ops/restore'],
  ['retractDataset', 'POST', 'ops/datasets/{project}/{id}/retract'],
  ['retryDataset', 'POST', 'ops/datasets/{project}/{id}/retry'],
  ['retryExport', 'POST', 'ops/exports/{project}/{id}/retry'],
  ['reviewDecision', 'POST', 'review/{handle}'],
  ['reviewFiles', 'POST', 'review/{handle}/files'],
  ['reviewManifest', 'GET,HEAD', 'review/{handle}/manifest'],
  ['reviewPage', 'GET,HEAD', 'review/{handle}'],
  ['revokeExport', 'POST', 'ops/exports/{project}/{id}/revoke'],
  ['sayAway', 'POST', 'mine/away'],
  ['sayBack', 'POST', 'mine/back'],
  ['searchDesk', 'GET,HEAD', 'ops/desk/search'],
  ['setHoldOnDesk', 'POST', 'ops/desk/holds'],
  ['showComputes', 'GET', 'ops/compute/{project}'],
  ['showDataset', 'GET', 'ops/datasets/{project}/{id}'],
  ['showDiff', 'GET', 'ops/projects/{project}/diff'],
  ['showExport', 'GET', 'ops/exports/{project}/{id}'],
  ['showPeople', 'GET', 'ops/projects/{project}/people'],
  ['showProject', 'GET', 'ops/projects/{project}'],
  ['showSatre', 'GET', 'ops/satre'],
  ['showVersion', 'GET', 'ops/projects/{project}/versions/{hash}'],
  ['showWeeks', 'GET', 'ops/projects/{project}/weeks'],
  ['signIn', 'GET', 'sign-in'],
  ['signInCallback', 'GET', 'sign-in/callback'],
  ['signOut', 'POST', 'sign-out'],
  ['startMachine', 'POST', 'ops/compute/{project}/start'],
  ['startOnDesk', 'POST', 'ops/desk/compute/{project}/start'],
  ['startOnMine', 'POST', 'mine/compute/{project}/start'],
  ['stopDataset', 'POST', 'ops/datasets/{project}/{id}/stop'],
  ['stopExport', 'POST', 'ops/exports/{project}/{id}/stop'],
  ['suspendPerson', 'POST', 'ops/projects/{project}/people/{oid}/suspend'],
  ['sweepByForm', 'POST', 'ops/desk/sweep'],
  ['sweepNow', 'POST', 'ops/sweep'],
  ['takeBackChange', 'DELETE', 'ops/projects/{project}/changes/{id}'],
  ['takeBackExport', 'POST', 'ops/exports/{project}/{id}/take-back'],
  ['trace', 'POST', 'ops/trace'],
  ['traceNames', 'POST', 'ops/trace/release'],
  ['traceOnDesk', 'POST', 'ops/desk/trace'],
  ['usedBy', 'GET', 'ops/datasets/{project}/{id}/used-by'],
  ['verifyAudit', 'GET', 'ops/audit/verify'],
  ['withdrawDataset', 'POST', 'ops/datasets/{project}/{id}/withdraw'],
  ['withdrawExport', 'POST', 'ops/exports/{project}/{id}/withdraw'],
  ['withoutEvidenceExport', 'POST', 'ops/exports/{project}/{id}/without-evidence'],
];

const uploads = Object.values(triggers.uploads);
const others = {
  blobTrigger: uploads.map((upload) => upload.function).sort(),
  queueTrigger: [triggers.scans.function],
  timerTrigger: Object.values(triggers.timers).sort(),
  orchestrationTrigger: ['clear', 'discard', 'export', 'ingress', 'retract', 'revoke'],
  activityTrigger: [
    'askInspection',
    'checkRelease',
    'closeTransfer',
    'digestPackage',
    'endReleaseRuns',
    'endTakeBack',
    'failOperation',
    'inviteApprovers',
    'loadOperation',
    'lookAtArrival',
    'lookAtClearing',
    'lookAtHold',
    'lookAtInspection',
    'lookAtRetraction',
    'lookAtRound',
    'lookAtScan',
    'lookAtWithdrawn',
    'move',
    'needsApproval',
    'noteCleared',
    'noteOutside',
    'noteTrouble',
    'noteUncleared',
    'openReview',
    'pollTransfer',
    'prepareDiscard',
    'prepareTransfer',
    'reopenReview',
    'retractCopy',
    'startTransfer',
    'takeBack',
    'takeInventory',
    'tellOwed',
    'tellUnscanned',
    'verifyCopy',
    'withdrawRound',
    'writeReceipt',
  ],
};

describe('the bundle under the Functions worker', () => {
  it('registers exactly these functions, each with its trigger', () => {
    const run = load(sample);
    expect(run.stderr).toBe('');
    const { functions } = report.parse(JSON.parse(run.stdout));
    const byTrigger: Record<string, string[]> = {};
    const routes: string[][] = [];
    for (const { name, bindings } of functions) {
      const trigger = Object.values(bindings).find(({ type }) => type.endsWith('Trigger'));
      if (trigger === undefined) throw new Error(`${name} has no trigger`);
      if (trigger.type === 'httpTrigger') routes.push([name, (trigger.methods ?? []).join(), trigger.route ?? '']);
      else byTrigger[trigger.type] = [...(byTrigger[trigger.type] ?? []), name].sort();
    }
    expect(routes.sort()).toEqual(http);
    expect(byTrigger).toEqual(others);
  });

  it('gives a blob trigger the name of the blob, never its content', () => {
    const { deferred, functions } = report.parse(JSON.parse(load(sample).stdout));
    const { connection, container } = triggers.uploads.ingress;
    expect(deferred).toEqual({ connection, container, name: 'heart/a/b.csv' });
    const blobs = functions
      .flatMap(({ bindings }) => Object.values(bindings))
      .filter(({ type }) => type === 'blobTrigger');
    for (const blob of blobs) {
      expect(blob).toMatchObject({ source: 'EventGrid', properties: { supportsDeferredBinding: 'true' } });
    }
    expect(blobs.map((blob) => [blob['connection'], blob['path']])).toEqual(
      uploads.map(({ connection, container }) => [connection, `${container}/{name}`]),
    );
  });

  it('does not load with bad settings, and names every one of them at once', () => {
    const run = load({ ...sample, PUBLIC_BASE_URL: 'nowhere', KEY_VAULT_URL: '' });
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain('PUBLIC_BASE_URL: must be the address under which people reach this app');
    expect(run.stderr).toContain('KEY_VAULT_URL: is not set');
  });

  it('keeps every function reachable: no route begins with a word that the host keeps for itself', () => {
    for (const [, , route = ''] of http) expect(route).not.toMatch(/^(admin|runtime)/);
  });
});

describe('the routes that change one dataset or package', () => {
  it('are those of the table of acts, no more and no fewer', () => {
    const ofOne = /^ops\/(datasets|exports)\/\{project\}\/\{id\}(\/|$)/;
    const changes = http.filter(([, methods = '', route = '']) => ofOne.test(route) && methods !== 'GET');
    const wanted = acts.flatMap((act) => act.doors.map((door) => routeOfAct(act, door)));
    expect(changes.map(([, , route]) => route).sort()).toEqual(wanted.sort());
    expect(new Set(changes.map(([, methods]) => methods))).toEqual(new Set(['POST']));
  });
});

describe('the settings beside the code', () => {
  it('show every setting that the app reads, in the sample file', () => {
    expect(Object.keys(sample)).toEqual(expect.arrayContaining([...settingNames]));
  });

  it('configure the host with keys that it knows', () => {
    const host = hostSchema.safeParse(readJson('host.json'));
    expect(host.error?.issues ?? []).toEqual([]);
  });
});

/** Keys of host.json version 2.0 and of the extensions used here, from the references of Azure Functions and Durable Functions. */
const duration = z.string().regex(/^\d\d:\d\d:\d\d$/);
const hostSchema = z.strictObject({
  version: z.literal('2.0'),
  logging: z.strictObject({
    logLevel: z.record(z.string(), z.enum(['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical', 'None'])),
    applicationInsights: z.strictObject({
      samplingSettings: z.strictObject({ isEnabled: z.boolean(), excludedTypes: z.string() }),
    }),
  }),
  functionTimeout: duration,
  extensions: z.strictObject({
    http: z.strictObject({ routePrefix: z.literal('api') }),
    blobs: z.strictObject({ maxDegreeOfParallelism: z.int(), poisonBlobThreshold: z.literal(5) }),
    queues: z.strictObject({
      maxPollingInterval: duration,
      visibilityTimeout: duration,
      batchSize: z.int().min(1).max(32),
      newBatchThreshold: z.int().min(0),
      maxDequeueCount: z.int().min(1),
      messageEncoding: z.enum(['base64', 'none']),
    }),
    durableTask: z.strictObject({
      // A hub keeps the partitions that it was made with, so another number takes another name.
      hubName: z.literal('SallyportEight'),
      // Without a dot it would be compared as text, and "10" be older than "9".
      defaultVersion: z.string().regex(/^\d+\.0$/),
      storageProvider: z.strictObject({
        type: z.literal('AzureStorage'),
        connectionStringName: z.literal('AzureWebJobsStorage'),
        partitionCount: z.literal(8),
        maxQueuePollingInterval: duration,
      }),
      maxConcurrentActivityFunctions: z.int(),
      maxConcurrentOrchestratorFunctions: z.int(),
    }),
  }),
  extensionBundle: z.strictObject({
    id: z.literal('Microsoft.Azure.Functions.ExtensionBundle'),
    // An earlier bundle knows no versions of orchestrations.
    version: z.literal('[4.26.0, 5.0.0)'),
  }),
});

it.each([
  'node_modules/@azure/arm-datafactory/',
  'node_modules/@azure/arm-compute/',
  'node_modules/@azure/arm-machinelearning/',
  'node_modules/@azure/identity/',
  'node_modules/@azure/keyvault-secrets/',
  'node_modules/nodemailer/',
  'node_modules/axios/',
  'node_modules/moment/',
  'node_modules/validator/',
  'node_modules/d3-scale/',
  'src/features/desk/handlers.ts',
  'docs/openapi.json',
  'src/azure/telemetry/otlp.ts',
  'src/azure/telemetry/otlp-traces.ts',
  'src/azure/telemetry/otlp-metrics.ts',
])('%s is not loaded before it is used', (name) => {
  const main = Object.keys(outputs).find((file) => file.endsWith('/main.mjs')) ?? '';
  const sources = loadedWith(main);
  expect(sources.some((file) => file.startsWith('node_modules/@azure/storage-blob/'))).toBe(true);
  expect(sources.filter((file) => file.startsWith(name))).toEqual([]);
});

it('the bundle has no source maps, which would be most of the package', () => {
  expect(readdirSync(folder).filter((name) => name.endsWith('.map'))).toEqual([]);
});
