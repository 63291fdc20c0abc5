import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { failOperation } from '../../src/activities/fail.ts';
import { sweepAtTimer } from '../../src/functions/timers.ts';
import { type ComputeTimer, startComputeTimer } from '../functions/compute-timer.ts';
import { keptLog } from '../functions/kept-log.ts';
import { aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { listAt, readSnapshot } from './snapshot.ts';

type Row = Record<string, string | number>;

/** The rows that a deployed alert finds among logged texts, by the column whose values are alerts of their own; raised when there are any. */
function found(alert: string, texts: readonly string[]): { by: string[]; rows: Row[] } {
  const rule = readSnapshot('default').predictedResources.find(({ name }) => name === alert);
  const [condition] = rule ? listAt(rule, 'properties.criteria.allOf') : [];
  const by = z.array(z.object({ name: z.string() })).parse(condition?.['dimensions']);
  return { by: by.map(({ name }) => name), rows: ask(String(condition?.['query']), texts) };
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
    timer.azure.knobs.coresQuota = 4;
    expect(await raised(0)).toEqual([]);
    expect(await raised(30)).toEqual([]);
    expect(await raised(5)).toEqual([{ Project: 'imaging', Unmended: 1, Failed: 0 }]);
    timer.azure.knobs.coresQuota = 100;
    await timer.tick(5);
    expect(await raised(5)).toEqual([]);
  });

  test('is raised by a project that could not be looked at', async () => {
    const { read } = timer.memory;
    timer.memory.read = async (project) => {
      if (project === 'genomics') throw new Error('the row cannot be read');
      return await read(project);
    };
    expect(await raised(5)).toEqual([{ Project: 'genomics', Unmended: 0, Failed: 1 }]);
    timer.memory.read = read;
    expect(await raised(5)).toEqual([]);
  });
});

const sweepSettings = { publicBaseUrl: 'https://gate.example.org', outageHours: 24 };
const flowSettings = { restorableDays: { ingress: 7, export: 17 }, transferPollSeconds: 1 };

describe('what the sweep tells', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  const raised = async (alert: string) => {
    const log = keptLog();
    await sweepAtTimer({ ...app.ports, ...sweepSettings }, { start: async () => {}, wake: async () => {} }, log);
    return found(alert, log.at('info'));
  };

  test('raises an alert for each operation that rests at a failure', async () => {
    const { operation } = await aReview(app);
    expect(await raised('failed-operation')).toEqual({ by: ['Operation'], rows: [] });
    await failOperation(app.ports, flowSettings, { key: operation, message: 'the frozen copy is gone', look: 0 });
    expect((await raised('failed-operation')).rows).toEqual([{ Project: operation.project, Operation: operation.id }]);
  });

  test('raises one once an approval is past its deadline', async () => {
    const { round } = await aReview(app);
    expect((await raised('overdue-approval')).rows).toEqual([]);
    app.later(Date.parse(round.deadline) - Date.now() + 1000);
    expect((await raised('overdue-approval')).rows).toEqual([{ Overdue: 1 }]);
  });
});
