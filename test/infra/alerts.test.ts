import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sweepAtTimer } from '../../src/functions/timers.ts';
import { type ComputeTimer, startComputeTimer } from '../functions/compute-timer.ts';
import { keptLog } from '../functions/kept-log.ts';
import { aReview, type RunningApp, startApp } from '../functions/running-app.ts';

const alerts = readFileSync(new URL('../../infra/modules/alerts.bicep', import.meta.url), 'utf8');

/** The rows that an alert finds among logged texts; it is raised when there are any. */
function found(alert: string, texts: readonly string[]): Record<string, number>[] {
  const [query = ''] = take(new RegExp(`name: '${alert}'\\s+title: .+\\s+severity: \\d\\s+query: '(.+)'`), alerts);
  return ask(query, texts);
}

/** Asks a query of logged texts. Knows only what the queries on our own lines are made of, and throws at anything else. */
function ask(query: string, texts: readonly string[]): Record<string, number>[] {
  const [prefix = '', columns = '', condition = ''] = take(
    /^AppTraces \| where Message startswith "([^"]+)" \| extend ([^|]+) \| where ([^|]+) \| project TimeGenerated(?:, \w+)+$/,
    query,
  );
  const counts = columns
    .split(/, (?=\w+ = )/)
    .map((column) => take(/^(\w+) = toint\(parse_json\(substring\(Message, (\d+)\)\)\.(\w+)\)$/, column));
  const positive = condition.split(' or ').map((one) => take(/^(\w+) > 0$/, one).join());
  return texts
    .filter((text) => text.startsWith(prefix))
    .map((text) => Object.fromEntries(counts.map(([name, at, field = '']) => [name, countIn(text, Number(at), field)])))
    .filter((row) => positive.some((name) => Number(row[name]) > 0));
}

function countIn(text: string, at: number, field: string): number {
  return z.record(z.string(), z.number()).parse({ [field]: Object(JSON.parse(text.slice(at)))[field] })[field] ?? 0;
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
    timer = await startComputeTimer({ genomics: { virtualMachines: [machine] } });
  });
  afterAll(() => timer.azure.close());
  const raised = async (minutes: number) => found('drift-not-mended', (await timer.tick(minutes)).at('info'));

  test('is raised by drift that runs do not mend, and not before they had the time', async () => {
    timer.azure.knobs.coresQuota = 0;
    expect(await raised(0)).toEqual([]);
    expect(await raised(30)).toEqual([]);
    expect(await raised(5)).toEqual([{ Unmended: 1, Failed: 0 }]);
    timer.azure.knobs.coresQuota = 100;
    await timer.tick(5);
    expect(await raised(5)).toEqual([]);
  });

  test('is raised by a project that could not be looked at', async () => {
    const { read } = timer.memory;
    timer.memory.read = () => Promise.reject(new Error('the row cannot be read'));
    expect(await raised(5)).toEqual([{ Unmended: 0, Failed: 1 }]);
    timer.memory.read = read;
    expect(await raised(5)).toEqual([]);
  });
});

describe('the alert on approvals', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  test('is raised once an approval is past its deadline', async () => {
    const workflows = { start: async () => {}, wake: async () => {} };
    const raised = async () => {
      const log = keptLog();
      await sweepAtTimer(app.ports, workflows, log);
      return found('overdue-approval', log.at('info'));
    };
    const { round } = await aReview(app);
    expect(await raised()).toEqual([]);
    app.later(Date.parse(round.deadline) - Date.now() + 1000);
    expect(await raised()).toEqual([{ Overdue: 1 }]);
  });
});
