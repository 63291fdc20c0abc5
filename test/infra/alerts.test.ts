import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { failOperation } from '../../src/activities/lifecycle/fail.ts';
import { operationRow } from '../../src/azure/operation/operation-row.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { takeScanResult } from '../../src/functions/operation/scan-results.ts';
import { sweepAtTimer } from '../../src/functions/system/sweep.ts';
import { anOperation } from '../contract/samples.ts';
import { entry, stream } from '../domain/sample.ts';
import { type ComputeTimer, startComputeTimer } from '../functions/compute-timer.ts';
import { keptLog } from '../functions/kept-log.ts';
import { aProject, aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { listAt, readSnapshot } from './snapshot.ts';

type Row = Record<string, string | number>;

/** The rows that a deployed alert finds among logged texts, by the column whose values are alerts of their own; raised when there are any. */
function found(
  alert: string,
  texts: readonly string[],
  environment: 'default' | 'everything' = 'default',
): { condition: Record<string, unknown>; by: string[]; rows: Row[] } {
  const rule = readSnapshot(environment).predictedResources.find(({ name }) => name === alert);
  const [condition] = rule ? listAt(rule, 'properties.criteria.allOf') : [];
  const by = z.array(z.object({ name: z.string() })).parse(condition?.['dimensions']);
  return { condition: condition ?? {}, by: by.map(({ name }) => name), rows: ask(String(condition?.['query']), texts) };
}

/** Asks a query of logged texts. Knows only what the queries on our own lines are made of, and throws at anything else. */
function ask(query: string, texts: readonly string[]): Row[] {
  const [prefix = '', columns = '', condition] = take(
    /^\(union [^|]+\(AppTraces \| extend Ingested = ingestion_time\(\)\)\) \| where Message startswith "([^"]+)" \| extend ([^|]+)(?: \| where ([^|]+))? \| project TimeGenerated(?:, \w+)+$/,
    query,
  );
  const cells = columns
    .split(/, (?=\w+ = )/)
    .map((column) =>
      take(/^(\w+) = to(int|string)\(parse_json\(substring\(Message, (\d+)\)\)(?:\.|\[")(\w+)(?:"\])?\)$/, column),
    );
  const positive = condition?.split(' or ').map((one) => take(/^(\w+) > 0$/, one).join());
  return texts
    .filter((text) => text.startsWith(prefix))
    .map((text) =>
      Object.fromEntries(
        cells.map(([name, type, at, field = '']) => [name, cellIn(text.slice(Number(at)), field, type)]),
      ),
    )
    .filter((row) => positive === undefined || positive.some((name) => Number(row[name]) > 0));
}

function cellIn(json: string, field: string, type: string | undefined): string | number {
  const cell: unknown = Object(JSON.parse(json))[field];
  return type === 'int' ? z.number().parse(cell) : z.string().parse(cell);
}

function take(form: RegExp, text: string): string[] {
  const match = form.exec(text);
  if (match === null) throw new Error(`Nothing of the form ${form} is in: ${text}`);
  return match.slice(1);
}

describe('the alert on drift', () => {
  const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', power: { mode: 'always-on' } };
  let timer: ComputeTimer;
  beforeAll(async () => {
    timer = await startComputeTimer({
      genomics: { virtualMachines: [machine] },
      imaging: { virtualMachines: [{ ...machine, name: 'ivm-1' }] },
    });
  });
  afterAll(() => timer.azure.close());
  const raised = async (minutes: number) => found('drift-not-mended', (await timer.tick(minutes)).at('info')).rows;

  test('is one for each project, so that a second one is told of while the first is open', () => {
    expect(found('drift-not-mended', []).by).toEqual(['Project']);
  });

  test('is raised by drift that runs do not mend, and not before they had the time', async () => {
    Object.assign(timer.azure.knobs, { coresQuota: 4, hideQuotas: true });
    expect(await raised(0)).toEqual([]);
    expect(await raised(30)).toEqual([]);
    expect(await raised(5)).toEqual([{ Project: 'imaging', Unmended: 1, Failed: 0 }]);
    Object.assign(timer.azure.knobs, { coresQuota: 100, hideQuotas: false });
    await timer.tick(5);
    expect(await raised(5)).toEqual([]);
  });

  test('is raised by a project that could not be looked at', async () => {
    const { ofAll } = timer.memory;
    timer.memory.ofAll = async () => new Map([['genomics', { problem: 'the row cannot be read' }]]);
    expect(await raised(5)).toEqual([{ Project: 'genomics', Unmended: 0, Failed: 1 }]);
    timer.memory.ofAll = ofAll;
    expect(await raised(5)).toEqual([]);
  });
});

const flowSettings = { restorableDays: { ingress: 7, export: 17 }, transferPollSeconds: 1, mailWindowSeconds: 1 };
const sweepSettings = {
  ...flowSettings,
  publicBaseUrl: 'https://gate.example.org',
  outageHours: 24,
  peopleKeepDays: 730,
  added: { parts: [], mails: [] },
  storageSkewSeconds: 0,
  datasetDays: 30,
};

const idle = { start: async () => {}, wake: async () => {} };
const outage = { times: 9, lastAt: new Date().toISOString(), message: 'Data Factory is away' };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const tables = (app: RunningApp) => identityCredential(app.azure, 'id-control');
const refuse = () => {
  throw new Error('the storage account is away');
};

function tellingOf({ project, id: operation, revision, since }: Operation) {
  return { kind: 'telling', project, operation, revision, about: 'failed', since, times: 0 } as const;
}

/** Whether an alert that asks for a least number of rows is raised by these logged texts. */
function raisedWhenFewer(alert: string, texts: readonly string[]): boolean {
  const { condition, rows } = found(alert, texts);
  expect(condition).toMatchObject({ operator: 'LessThan', timeAggregation: 'Count' });
  return rows.length < Number(condition['threshold']);
}

describe('what the sweep tells', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  const raised = async (alert: string) => {
    const log = keptLog();
    await sweepAtTimer({ ...app.ports, ...sweepSettings }, idle, log);
    const { by, rows } = found(alert, log.at('info'));
    return { by, rows };
  };

  test('raises an alert for each operation that rests at a failure', async () => {
    const { operation } = await aReview(app);
    expect(await raised('failed-operation')).toEqual({ by: ['Operation'], rows: [] });
    await failOperation(app.ports, flowSettings, { key: operation, message: 'the frozen copy is gone' });
    expect((await raised('failed-operation')).rows).toEqual([{ Project: operation.project, Operation: operation.id }]);
  });

  test('raises an alert for each operation that an outage has stalled', async () => {
    const stalled = anOperation({ project: 'heart-study', trouble: { ...outage, since: hoursAgo(25) } });
    const troubled = anOperation({ project: 'heart-study', trouble: { ...outage, since: hoursAgo(23) } });
    for (const operation of [stalled, troubled]) await app.ports.register.open(operation, []);
    expect(await raised('stalled-operation')).toEqual({
      by: ['Operation'],
      rows: [{ Project: 'heart-study', Operation: stalled.id }],
    });
  });

  test('raises an alert for each row that cannot be read', async () => {
    const broken = anOperation({ project: 'heart-study' });
    await app.ports.register.open(broken, []);
    expect(await raised('broken-row')).toEqual({ by: ['Row'], rows: [] });
    const register = new TableClient(app.azure.tableUrl('control'), 'register', tables(app));
    const rowKey = operationRow(broken).rowKey ?? '';
    await register.updateEntity({ partitionKey: 'heart-study', rowKey, data: '{}' }, 'Replace', { etag: '*' });
    expect((await raised('broken-row')).rows).toEqual([{ Project: 'heart-study', Row: rowKey }]);
  });

  test('raises an alert for each package of which something is outside again after it was taken back', async () => {
    const operation = anOperation({ door: 'export', project: 'heart-study', state: 'revoked' });
    const { id, project, name, revision } = operation;
    const look = { kind: 'look', project, operation: id, revision, dueAt: hoursAgo(1), times: 0 } as const;
    await app.ports.register.open(operation, [look]);
    const { azurite, credential } = app.azure.storage;
    const released = new BlobServiceClient(`${azurite.blob}/public`, credential).getContainerClient('released');
    await released.getBlockBlobClient(`${project}/${name}/${id}/late.csv`).upload('x', 1);
    expect(await raised('file-reappeared')).toEqual({ by: ['Operation'], rows: [{ Project: project, Operation: id }] });
    const again = async () => (await raised('file-reappeared')).rows;
    await expect.poll(again, { timeout: 20_000 }).toEqual([]);
    const left: string[] = [];
    for await (const blob of released.listBlobsFlat({ prefix: `${project}/${name}/` })) left.push(blob.name);
    expect(left).toEqual([]);
  });

  test('raises an alert for what lies outside and no release accounts for', async () => {
    await app.ports.sweepPlaces.keep('released', undefined);
    expect(await raised('outside-unaccounted')).toEqual({ by: ['Operation'], rows: [] });
    const { azurite, credential } = app.azure.storage;
    const released = new BlobServiceClient(`${azurite.blob}/public`, credential).getContainerClient('released');
    const path = 'heart-study/results/loose.csv';
    await released.getBlockBlobClient(path).upload('x', 1);
    await app.ports.sweepPlaces.keep('released', undefined);
    const rows = [{ Project: 'heart-study', Operation: 'none' }];
    expect((await raised('outside-unaccounted')).rows).toEqual(rows);
    await released.deleteBlob(path);
    expect((await raised('outside-unaccounted')).rows).toEqual([]);
  });

  test('raises an alert for each package that went on without evidence, until it has ended', async () => {
    const inspection = { evidence: { missing: 'unreadable' as const }, at: hoursAgo(1) };
    const operation = anOperation({ door: 'export', project: 'heart-study', state: 'returning', inspection });
    await app.ports.register.open(operation, []);
    const { id, project } = operation;
    const log = keptLog();
    await sweepAtTimer({ ...app.ports, ...sweepSettings }, idle, log);
    const { by, rows } = found('uninspected-package', log.at('info'), 'everything');
    expect({ by, rows }).toEqual({ by: ['Operation'], rows: [{ Project: project, Operation: id }] });
  });

  test('raises one while a mail that was given up stays for people to see', async () => {
    const operation = anOperation({ project: 'heart-study', state: 'failed', since: hoursAgo(24 * 8) });
    expect((await raised('nobody-told')).rows).toEqual([]);
    const givenUp = { ...tellingOf(operation), times: 9, lastAt: hoursAgo(1), givenUpAt: hoursAgo(1) };
    await app.ports.register.open(operation, [givenUp]);
    expect((await raised('nobody-told')).rows).toEqual([{ GivenUp: 1 }]);
  });

  test('raises one while the second copy is older than two hours', async () => {
    expect((await raised('second-copy-old')).rows).toEqual([]);
    const { overview, secondCopy } = app.ports;
    if (secondCopy === undefined) throw new Error('there is no second copy');
    const { seen, ...begin } = await overview.atBegin();
    if (seen === undefined) throw new Error('no sweep has seen everything');
    const ports = {
      ...app.ports,
      overview: { ...overview, atBegin: async () => ({ ...begin, seen: { ...seen, copied: hoursAgo(3) } }) },
      secondCopy: { ...secondCopy, list: refuse },
    };
    const log = keptLog();
    await expect(sweepAtTimer({ ...ports, ...sweepSettings }, idle, log)).rejects.toThrow('is away');
    expect(found('second-copy-old', log.at('info')).rows).toEqual([{ OldCopy: 1 }]);
  });

  test('raises one when no sweep has finished, and none for a sweep that finished and failed in part', async () => {
    expect(raisedWhenFewer('no-sweep', [])).toBe(true);
    const log = keptLog();
    const listing = { ...app.ports.listing, children: refuse };
    const swept = sweepAtTimer({ ...app.ports, listing, ...sweepSettings }, idle, log);
    await expect(swept).rejects.toThrow('the storage account is away');
    expect(raisedWhenFewer('no-sweep', log.at('info'))).toBe(false);
  });

  test('is not what raises the alert on malware that was copied already: that comes with the verdict', async () => {
    const parameters = {};
    const copied = {
      step: 'ingress-copy',
      attempt: 1,
      parameters,
      status: 'succeeded',
      intendedAt: hoursAgo(1),
    } as const;
    const operation = anOperation({ project: 'heart-study', state: 'deleting', transfers: [copied] });
    await app.ports.register.open(operation, []);
    await app.ports.manifests.write(`${operation.id}-source`, stream([entry('a.csv', { etag: '0x8DC' })]));
    const path = `heart-study/${operation.name}/a.csv`;
    const doorUrls = { ingress: 'https://public.example.org/ingress', export: 'https://secure.example.org/exports' };
    const event = (scanResultType: string) => ({
      eventType: 'Microsoft.Security.MalwareScanningResult',
      eventTime: hoursAgo(0),
      subject: `storageAccounts/public/containers/ingress/blobs/${path}`,
      data: { blobUri: `${doorUrls.ingress}/${path}`, eTag: '0x8DC', scanResultType },
    });
    const raisedBy = async (scanResultType: string) => {
      const log = keptLog();
      await takeScanResult({ ...app.ports, doorUrls }, idle, event(scanResultType), log);
      return found('late-malware', log.at('info'));
    };
    expect((await raisedBy('No threats found')).rows).toEqual([]);
    const { by, rows } = await raisedBy('Malicious');
    expect({ by, rows }).toEqual({ by: ['Operation'], rows: [{ Project: 'heart-study', Operation: operation.id }] });
  });

  test('raises one once an approval is past its deadline', async () => {
    const { round } = await aReview(app);
    expect((await raised('overdue-approval')).rows).toEqual([]);
    app.later(Date.parse(round.deadline) - Date.now() + 1000);
    expect((await raised('overdue-approval')).rows).toEqual([{ Overdue: 1 }]);
  });

  test('names no package that is not told, and does not say how many there are', async () => {
    const project = 'lung-study';
    await aProject(app, { id: project });
    const failure = {
      state: 'receiving',
      message: 'the listing could not be read',
      publicMessage: 'x',
      at: hoursAgo(1),
    } as const;
    for (const state of ['failed', 'failed', 'checking'] as const)
      await app.ports.register.open(
        anOperation({ door: 'export', project, state, failure, trouble: { ...outage, since: hoursAgo(25) } }),
        [],
      );
    const of = ({ rows }: Awaited<ReturnType<typeof raised>>) => rows.filter((row) => row['Project'] === project);
    const unnamed = [{ Project: project, Operation: 'packages of lung-study that are not told' }];
    expect(of(await raised('failed-operation'))).toEqual(unnamed);
    expect(of(await raised('stalled-operation'))).toEqual(unnamed);
  });
});
