import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../../local/azure/data-factory/definitions/load.ts';
import { type Factory, openFactory } from '../../../../local/azure/data-factory/factory.ts';
import type { Json } from '../../../../local/azure/data-factory/json.ts';
import { FactoryKnobs } from '../../../../local/azure/data-factory/knobs.ts';
import type { PipelineRunRecord } from '../../../../local/azure/data-factory/runs/records.ts';
import { machineTime } from '../../../../local/azure/data-factory/runs/run-time.ts';
import { openRunStore, type RunStore } from '../../../../local/azure/data-factory/runs/store.ts';
import { eventually } from '../running-azure.ts';

let folder: string;
let factory: Factory | undefined;
let store: RunStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-flow-'));
});
afterEach(async () => {
  await factory?.close();
  factory = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function define(properties: object) {
  for (const kind of ['pipeline', 'dataset', 'linkedService']) mkdirSync(join(folder, kind), { recursive: true });
  writeFileSync(join(folder, 'pipeline/flow.json'), JSON.stringify({ name: 'flow', properties }));
  return loadDefinitions(folder, []);
}

function open(properties: object) {
  const definitions = define(properties);
  store = openRunStore(folder);
  factory = openFactory({
    factoryName: 'adf',
    definitions,
    endpoints: new Map(),
    openContainer: () => {
      throw new Error('no storage here');
    },
    store,
    knobs: new FactoryKnobs(),
    ...machineTime(() => new Date()),
  });
  const pipeline = definitions.pipelines.get('flow');
  if (pipeline === undefined) throw new Error('no flow');
  return { factory, pipeline };
}

async function run(properties: object, given: Record<string, Json> = {}): Promise<PipelineRunRecord> {
  const { factory: opened, pipeline } = open(properties);
  return await ended(opened.start(pipeline, given));
}

async function ended(runId: string): Promise<PipelineRunRecord> {
  await eventually(() => !['Queued', 'InProgress', 'Canceling'].includes(store.run(runId)?.status ?? ''));
  const found = store.run(runId);
  if (found === undefined) throw new Error('no run');
  return found;
}

function ran(record: PipelineRunRecord): string[] {
  return store.activities(record.runId).map((activity) => `${activity.key} ${activity.status}`);
}

const expression = (value: string) => ({ type: 'Expression', value });
const once = (activity: string, ...dependencyConditions: string[]) => ({
  dependsOn: [{ activity, dependencyConditions }],
});
const wait = (name: string, rest: object = {}) => ({
  name,
  type: 'Wait',
  typeProperties: { waitTimeInSeconds: 0 },
  ...rest,
});
const fail = (name: string, rest: object = {}) => ({
  name,
  type: 'Fail',
  typeProperties: { message: `${name} says no`, errorCode: '17' },
  ...rest,
});
const set = (name: string, variableName: string, value: Json, rest: object = {}) => ({
  name,
  type: 'SetVariable',
  typeProperties: { variableName, value },
  ...rest,
});

describe('dependencies', () => {
  test('let an activity run when its condition holds and skip it otherwise', async () => {
    const record = await run({
      activities: [
        wait('Ok'),
        wait('OnSuccess', once('Ok', 'Succeeded')),
        wait('OnFailure', once('Ok', 'Failed')),
        wait('OnSkip', once('OnFailure', 'Skipped')),
        wait('OnEnd', once('Ok', 'Completed')),
        wait('NotAfterSkip', once('OnFailure', 'Completed')),
      ],
    });
    expect(ran(record).sort()).toEqual(['Ok', 'OnEnd', 'OnSkip', 'OnSuccess'].map((name) => `${name} Succeeded`));
    expect(record.status).toBe('Succeeded');
  });

  test.each([
    ['a failure that nothing handles', [fail('A')], 'Failed'],
    ['a failure whose handler succeeds', [fail('A'), wait('B', once('A', 'Failed'))], 'Succeeded'],
    ['a failure hidden by a completed edge', [fail('A'), wait('B', once('A', 'Completed'))], 'Succeeded'],
    [
      'a handled failure beside a skipped success path',
      [fail('A'), wait('B', once('A', 'Failed')), wait('C', once('A', 'Succeeded'))],
      'Failed',
    ],
    ['a skipped handler of a success', [wait('A'), wait('B', once('A', 'Failed'))], 'Succeeded'],
    [
      'a failure before two skipped steps',
      [fail('A'), wait('B', once('A', 'Succeeded')), wait('C', once('B', 'Succeeded'))],
      'Failed',
    ],
  ])('decide the run by its leaves: %s', async (_what, activities, status) => {
    expect((await run({ activities })).status).toBe(status);
  });

  test('in a circle are refused', () => {
    const activities = [wait('A', once('B', 'Succeeded')), wait('B', once('A', 'Succeeded'))];
    expect(() => define({ activities })).toThrow("activity 'A' depends on itself");
  });
});

describe('an IfCondition', () => {
  const choose = (value: string) => ({
    name: 'Choose',
    type: 'IfCondition',
    typeProperties: {
      expression: expression(value),
      ifTrueActivities: [wait('Yes')],
      ifFalseActivities: [fail('No')],
    },
  });

  test('runs one branch, and a failure inside is told from the innermost outwards', async () => {
    const record = await run(
      { parameters: { go: { type: 'bool' } }, activities: [choose('@pipeline().parameters.go')] },
      { go: false },
    );
    expect(ran(record)).toEqual(['Choose Failed', 'Choose/No Failed']);
    expect(record.message).toBe(
      'Operation on target Choose failed: Activity failed because an inner activity failed; Inner activity name: No, Error: No says no',
    );
    expect(store.activity(record.runId, 'Choose/No')?.error).toEqual({
      errorCode: '17',
      message: 'No says no',
      failureType: 'UserError',
    });
  });

  test('wants a boolean', async () => {
    const record = await run({ activities: [choose("@string('true')")] });
    expect(record.message).toContain("The condition of 'Choose' is not a boolean but String");
  });

  test('cannot stand in another one', () => {
    const outer = { ...choose('@bool(1)'), name: 'Outer' };
    outer.typeProperties.ifTrueActivities = [choose('@bool(1)') as never];
    expect(() => define({ activities: [outer] })).toThrow("'Choose' cannot stand inside 'Outer'");
  });
});

describe('loops and variables', () => {
  test('ForEach runs once for each item, in order when it is sequential', async () => {
    const record = await run({
      variables: { seen: { type: 'String' } },
      activities: [
        {
          name: 'Each',
          type: 'ForEach',
          typeProperties: {
            items: expression("@split('a,b,c', ',')"),
            isSequential: true,
            activities: [set('Remember', 'seen', '@item()')],
          },
        },
        fail('Tell', {
          ...once('Each', 'Succeeded'),
          typeProperties: { message: "@{variables('seen')}", errorCode: 'x' },
        }),
      ],
    });
    expect(ran(record).slice(1, 4)).toEqual([0, 1, 2].map((index) => `Each[${index}]/Remember Succeeded`));
    expect(record.message).toBe('Operation on target Tell failed: c');
  });

  test('ForEach wants a list and fails when one round fails', async () => {
    const each = (items: string) => ({
      name: 'Each',
      type: 'ForEach',
      typeProperties: { items: expression(items), activities: [fail('Bad')] },
    });
    expect((await run({ activities: [each("@string('a')")] })).message).toContain('are not a list but String');
    await factory?.close();
    expect((await run({ activities: [each("@split('a,b', ',')")] })).message).toContain('Inner activity name: Bad');
  });

  test('Until repeats until its condition sees what the round did', async () => {
    const record = await run({
      variables: { text: { type: 'String', defaultValue: '' }, next: { type: 'String' } },
      activities: [
        {
          name: 'Loop',
          type: 'Until',
          typeProperties: {
            expression: expression("@equals(length(variables('text')), 3)"),
            timeout: '0.00:01:00',
            activities: [
              set('Grow', 'next', "@concat(variables('text'), 'x')"),
              set('Keep', 'text', "@variables('next')", once('Grow', 'Succeeded')),
            ],
          },
        },
      ],
    });
    expect(record.status).toBe('Succeeded');
    expect(ran(record)).toHaveLength(7);
  });

  test('a variable takes only its type and cannot be set from itself', async () => {
    const variables = { flag: { type: 'Boolean' } };
    const record = await run({ variables, activities: [set('Set', 'flag', 'yes')] });
    expect(record.message).toContain("The variable 'flag' is of type Boolean and cannot hold String");
    expect(() => define({ variables, activities: [set('Set', 'flag', "@not(variables('flag'))")] })).toThrow(
      "the variable 'flag' is set from itself",
    );
  });
});

test('after a restart a run goes on with its variables, without repeating what had ended', async () => {
  const properties = (seconds: number) => ({
    variables: { state: { type: 'String' } },
    activities: [
      set('Mark', 'state', '@utcnow()'),
      wait('Pause', { ...once('Mark', 'Succeeded'), typeProperties: { waitTimeInSeconds: seconds } }),
      fail('Tell', {
        ...once('Pause', 'Succeeded'),
        typeProperties: { message: "@variables('state')", errorCode: 'x' },
      }),
    ],
  });
  const first = open(properties(600));
  const runId = first.factory.start(first.pipeline, {});
  await eventually(() => store.activity(runId, 'Pause') !== undefined);
  const marked = store.activity(runId, 'Mark');
  await first.factory.close();
  open(properties(0));
  const record = await ended(runId);
  expect(store.activity(runId, 'Mark')).toEqual(marked);
  expect(record.message).toBe(`Operation on target Tell failed: ${JSON.parse(JSON.stringify(marked?.output)).value}`);
});

test('an expression that fails is the activity failing, with the words of Data Factory', async () => {
  const record = await run({
    activities: [
      wait('First'),
      fail('Say', {
        ...once('First', 'Succeeded'),
        typeProperties: { message: "@activity('First').output.none", errorCode: 'x' },
      }),
    ],
  });
  expect(record.message).toContain(
    "ErrorCode=InvalidTemplate, ErrorMessage=The expression cannot be evaluated because property 'none'",
  );
});
