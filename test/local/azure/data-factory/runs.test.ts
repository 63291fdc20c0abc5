import { DataFactoryManagementClient } from '@azure/arm-datafactory';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually, identityCredential } from '../running-azure.ts';
import { everything, factoryName, type RunningFactory, resourceGroup, startTestFactory } from './running-factory.ts';

let lab: RunningFactory;
let count = 0;
let project = '';
beforeAll(async () => {
  lab = await startTestFactory({ pageSize: 2 });
});
afterAll(() => lab.stop());
beforeEach(() => {
  count += 1;
  project = `study-${count}`;
  lab.factory().knobs.reset();
});

function copyParameters(operationId = `op_${count}`) {
  return {
    operationId,
    listPath: `op_${count}/copy.txt`,
    sourceFolder: `${project}/set`,
    targetFolder: `${project}/set/v1`,
  };
}
async function upload(names: readonly string[]): Promise<void> {
  for (const name of names) await lab.put(`public/ingress/${project}/set/${name}`);
  await lab.put(`public/transfers/op_${count}/copy.txt`, names.join('\n'));
}
async function pages(filters: { operand: string; operator: string; values: string[] }[]) {
  const found = [];
  const window = everything();
  let continuationToken: string | undefined;
  do {
    const page = await lab.client.pipelineRuns.queryByFactory(resourceGroup, factoryName, {
      ...window,
      filters,
      orderBy: [{ orderBy: 'RunStart', order: 'ASC' }],
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    found.push(page.value);
    continuationToken = page.continuationToken;
  } while (continuationToken);
  return found;
}
const refused = (statusCode: number, code: string) => expect.objectContaining({ statusCode, code });

describe('asking for a run', () => {
  test('gives an id, and the run carries its parameters as text', async () => {
    await upload(['a']);
    const run = await lab.ended(await lab.run('ingress-copy', copyParameters()));
    expect(run).toMatchObject({
      pipelineName: 'ingress-copy',
      parameters: copyParameters(),
      invokedBy: { invokedByType: 'Manual' },
      isLatest: true,
    });
    expect(run.runEnd?.getTime()).toBeGreaterThanOrEqual(run.runStart?.getTime() ?? Number.NaN);
  });

  test.each([
    ['an unknown pipeline', 'no-such', {}, 404, 'PipelineNotFound', "'no-such'"],
    ['a missing parameter', 'discard', { operationId: 'x' }, 400, 'BadRequest', "'folder'"],
    ['an unknown parameter', 'discard', { target: 'secure' }, 400, 'BadRequest', "'target'"],
    ['a parameter of another type', 'discard', { operationId: 7 }, 400, 'BadRequest', "'operationId'"],
  ])('is refused for %s, and the answer names it', async (_what, pipeline, parameters, status, code, named) => {
    const answer = lab.run(pipeline, parameters);
    await expect(answer).rejects.toEqual(refused(status, code));
    await expect(answer).rejects.toThrow(named);
  });

  test('starts a run even when its answer is lost, and a query by pipeline finds it by its operation id', async () => {
    await upload(['a']);
    lab.azure.faults.add({ service: 'arm', path: 'createRun', kind: 'lost-answer', times: 1, milliseconds: 0 });
    await expect(lab.run('ingress-copy', copyParameters())).rejects.toThrow();
    const runs = (await pages([{ operand: 'PipelineName', operator: 'Equals', values: ['ingress-copy'] }])).flat();
    const ours = runs.filter((run) => run.parameters?.['operationId'] === `op_${count}`);
    expect(ours).toHaveLength(1);
    expect((await lab.ended(ours[0]?.runId ?? '')).status).toBe('Succeeded');
  });

  test('can start two runs for one request', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ duplicateRuns: 1 });
    await lab.run('ingress-copy', copyParameters());
    const runs = (await pages([{ operand: 'PipelineName', operator: 'Equals', values: ['ingress-copy'] }])).flat();
    const ours = runs.filter((run) => run.parameters?.['operationId'] === `op_${count}`);
    expect(ours).toHaveLength(2);
    for (const run of ours) await lab.ended(run.runId ?? '');
  });

  test('wants the role for it', async () => {
    const stranger = new DataFactoryManagementClient(
      identityCredential(lab.azure, 'id-trigger'),
      lab.azure.subscription,
      {
        endpoint: lab.azure.armUrl,
        $host: lab.azure.armUrl,
        credentialScopes: `${lab.azure.armUrl}/.default`,
        retryOptions: { maxRetries: 0 },
      },
    );
    await expect(stranger.pipelines.createRun(resourceGroup, factoryName, 'discard')).rejects.toEqual(
      refused(403, 'AuthorizationFailed'),
    );
  });
});

describe('looking for runs', () => {
  test('is paged and filtered by pipeline and status', async () => {
    await upload(['a']);
    for (let round = 0; round < 3; round += 1) await lab.ended(await lab.run('ingress-copy', copyParameters()));
    await lab.ended(
      await lab.run('discard', { operationId: 'x', folder: 'p/q', fileName: '*', endTime: '2026-01-01T00:00:00Z' }),
    );
    const found = await pages([
      { operand: 'PipelineName', operator: 'Equals', values: ['ingress-copy'] },
      { operand: 'Status', operator: 'In', values: ['Succeeded'] },
    ]);
    expect(found.length).toBeGreaterThan(1);
    expect(found.every((page) => page.length <= 2)).toBe(true);
    expect(found.flat().every((run) => run.pipelineName === 'ingress-copy' && run.status === 'Succeeded')).toBe(true);
    expect(found.flat().filter((run) => run.parameters?.['operationId'] === `op_${count}`)).toHaveLength(3);
    expect(await pages([{ operand: 'PipelineName', operator: 'Equals', values: ['export-release'] }])).toEqual([[]]);
  });

  test('can lag behind: a new run is known by its id before a query finds it', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ queryLagMilliseconds: 600_000 });
    const run = await lab.ended(await lab.run('ingress-copy', copyParameters()));
    expect(run.status).toBe('Succeeded');
    const filters = [{ operand: 'PipelineName', operator: 'Equals', values: ['ingress-copy'] }];
    const ids = async () => (await pages(filters)).flat().map(({ runId }) => runId);
    expect(await ids()).not.toContain(run.runId);
    lab.factory().knobs.reset();
    expect(await ids()).toContain(run.runId);
  });

  test('takes only what was last updated in the window', async () => {
    await upload(['a']);
    await lab.ended(await lab.run('ingress-copy', copyParameters()));
    const { value } = await lab.client.pipelineRuns.queryByFactory(resourceGroup, factoryName, {
      lastUpdatedAfter: new Date(0),
      lastUpdatedBefore: new Date(Date.now() - 3_600_000),
    });
    expect(value).toEqual([]);
  });

  test.each(['pipelineRuns', 'activityRuns'] as const)('of %s is refused with an unknown filter', async (kind) => {
    await upload(['a']);
    const run = await lab.ended(await lab.run('ingress-copy', copyParameters()));
    const filter = { ...everything(), filters: [{ operand: 'Weather', operator: 'Equals', values: ['x'] }] };
    const answer =
      kind === 'pipelineRuns'
        ? lab.client.pipelineRuns.queryByFactory(resourceGroup, factoryName, filter)
        : lab.client.activityRuns.queryByPipelineRun(resourceGroup, factoryName, run.runId ?? '', filter);
    await expect(answer).rejects.toEqual(refused(400, 'BadRequest'));
  });

  test('that do not exist, or in another factory or group, answers 404', async () => {
    const { pipelineRuns, activityRuns } = lab.client;
    const unknown = '5a11f0a7-0000-4000-8000-000000000009';
    await expect(pipelineRuns.get(resourceGroup, factoryName, unknown)).rejects.toEqual(
      refused(404, 'PipelineRunNotFound'),
    );
    await expect(pipelineRuns.cancel(resourceGroup, factoryName, unknown)).rejects.toEqual(
      refused(404, 'PipelineRunNotFound'),
    );
    await expect(activityRuns.queryByPipelineRun(resourceGroup, factoryName, unknown, everything())).rejects.toEqual(
      refused(404, 'PipelineRunNotFound'),
    );
    await expect(pipelineRuns.get(resourceGroup, 'other', unknown)).rejects.toEqual(refused(404, 'ResourceNotFound'));
    await expect(pipelineRuns.get('other', factoryName, unknown)).rejects.toEqual(refused(404, 'ResourceNotFound'));
  });
});

describe('cancelling', () => {
  test('stops a copy between two files and shows no end at first', async () => {
    await upload(['a', 'b', 'c', 'd', 'e', 'f']);
    lab.factory().knobs.set({ millisecondsPerFile: 600_000 });
    const runId = await lab.run('ingress-copy', copyParameters());
    await eventually(async () => (await lab.activity(runId, 'CopyFiles').catch(() => undefined)) !== undefined);
    await lab.client.pipelineRuns.cancel(resourceGroup, factoryName, runId, { isRecursive: true });
    let run = await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId);
    await eventually(async () => {
      if (run.status === 'Cancelled') return true;
      run = await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId);
      return false;
    });
    expect(run.runEnd ?? null).toBeNull();
    const later = await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId);
    expect(later.runEnd).toBeInstanceOf(Date);
    expect(await lab.activity(runId, 'CopyFiles')).toMatchObject({ status: 'Cancelled' });
    expect(await lab.names(`secure/datasets/${project}`)).toEqual([]);
  });

  test('a run that has to wait is queued for as long as it was told to', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ queueMilliseconds: 600_000 });
    const runId = await lab.run('ingress-copy', copyParameters());
    expect((await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId)).status).toBe('Queued');
    lab.factory().knobs.set({ queueMilliseconds: 0 });
    expect((await lab.ended(runId)).status).toBe('Succeeded');
  });

  test('a run that waits in the queue keeps it from ever starting', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ holdRuns: true });
    const runId = await lab.run('ingress-copy', copyParameters());
    expect((await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId)).status).toBe('Queued');
    await lab.client.pipelineRuns.cancel(resourceGroup, factoryName, runId);
    expect((await lab.ended(runId)).status).toBe('Cancelled');
    lab.factory().knobs.set({ holdRuns: false });
    const { value } = await lab.client.activityRuns.queryByPipelineRun(resourceGroup, factoryName, runId, everything());
    expect(value).toEqual([]);
  });

  test('can be ignored: the run is shown as Canceling and goes on to its end', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ holdRuns: true, ignoreCancel: true });
    const runId = await lab.run('ingress-copy', copyParameters());
    await lab.client.pipelineRuns.cancel(resourceGroup, factoryName, runId);
    expect((await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId)).status).toBe('Canceling');
    lab.factory().knobs.set({ holdRuns: false });
    expect((await lab.ended(runId)).status).toBe('Succeeded');
  });

  test('a run that has ended changes nothing', async () => {
    await upload(['a']);
    const runId = await lab.run('ingress-copy', copyParameters());
    await lab.ended(runId);
    await lab.client.pipelineRuns.cancel(resourceGroup, factoryName, runId);
    expect((await lab.client.pipelineRuns.get(resourceGroup, factoryName, runId)).status).toBe('Succeeded');
  });
});

describe('a restart of the factory', () => {
  test('in the middle of a copy ends with the same files and one run', async () => {
    await upload(['a', 'b', 'c', 'd', 'e', 'f']);
    lab.factory().knobs.set({ millisecondsPerFile: 600_000 });
    const runId = await lab.run('ingress-copy', copyParameters());
    await eventually(async () => (await lab.activity(runId, 'CopyFiles').catch(() => undefined)) !== undefined);
    const before = await lab.activity(runId, 'CopyFiles');
    expect(before['status']).toBe('InProgress');
    await lab.restart();
    expect((await lab.ended(runId)).status).toBe('Succeeded');
    expect(await lab.names(`secure/datasets/${project}`)).toHaveLength(6);
    expect(await lab.activity(runId, 'CopyFiles')).toMatchObject({
      activityRunId: before['activityRunId'],
      status: 'Succeeded',
      output: { filesWritten: 6 },
    });
  });

  test('starts what was still in the queue', async () => {
    await upload(['a']);
    lab.factory().knobs.set({ holdRuns: true });
    const runId = await lab.run('ingress-copy', copyParameters());
    await lab.restart();
    expect((await lab.ended(runId)).status).toBe('Succeeded');
  });
});
