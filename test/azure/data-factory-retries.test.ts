import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadCertificates, trustAuthority } from '../../local/azure/certificates.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from '../../local/azure/server.ts';
import { azureDataFactory } from '../../src/azure/transfer/data-factory.ts';
import { fixedCredential } from '../local/azure/running-azure.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-arm-'));
let server: RunningServer;
let requests: LocalRequest[] = [];
let answer: (request: LocalRequest) => Promise<LocalReply>;

beforeAll(async () => {
  const certificates = await loadCertificates(folder);
  trustAuthority(certificates.ca);
  server = await serve({
    port: 0,
    tls: certificates,
    handle: async (request) => {
      requests.push(request);
      return await answer(request);
    },
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  requests = [];
});

function factory() {
  const address = { armUrl: server.url, subscriptionId: 'sub', resourceGroup: 'group', factory: 'factory' };
  return azureDataFactory(
    address,
    fixedCredential(async () => 'token'),
  );
}

test.each([
  ['a gateway timeout', { status: 504 }],
  ['a busy service', { status: 503 }],
  ['throttling', { status: 429, headers: { 'retry-after': '0' } }],
  ['an error inside the service', { status: 500 }],
  ['a connection that breaks', { status: 0, drop: true }],
])('a run is asked for exactly once after %s', async (_, reply) => {
  answer = async () => reply;
  await expect(factory().start('ingress-copy', { operationId: 'ing_1' })).rejects.toThrow(
    'start a run of ingress-copy',
  );
  expect(requests.map(({ method, url }) => `${method} ${url.pathname.split('/').at(-1)}`)).toEqual(['POST createRun']);
});

test('every page of runs is asked for, and runs of other operations are left out', async () => {
  const run = (runId: string, operation: string) => ({
    runId,
    pipelineName: 'ingress-copy',
    status: 'InProgress',
    parameters: { operationId: operation },
    message: null,
  });
  answer = async (request) => {
    const { continuationToken, filters } = JSON.parse((await request.body()).toString());
    expect(filters).toEqual([{ operand: 'PipelineName', operator: 'Equals', values: ['ingress-copy'] }]);
    if (continuationToken === 'more') return { status: 200, body: { value: [run('2', 'ing_1')] } };
    return { status: 200, body: { value: [run('1', 'ing_1'), run('x', 'ing_2')], continuationToken: 'more' } };
  };
  const runs = await factory().find('ingress-copy', 'ing_1', new Date());
  expect(runs.map(({ runId }) => runId)).toEqual(['1', '2']);
});

test('a state that Data Factory does not document is refused, not guessed', async () => {
  answer = async () => ({ status: 200, body: { runId: '1', pipelineName: 'p', status: 'Paused', parameters: {} } });
  await expect(factory().get('1')).rejects.toThrow('status');
});

const odd = {
  runId: 'run-2',
  pipelineName: 'ingress-copy',
  status: 'Evaporated',
  parameters: { operationId: 'ing_2' },
};

test('an answer that cannot be read names the run and the first thing that is wrong with it', async () => {
  answer = async () => ({ status: 200, body: odd });
  await expect(factory().get('run-2')).rejects.toThrow(/^Azure's answer about the run run-2 cannot be read: status: /);
  answer = async () => ({ status: 200, body: { value: [{ activityName: 'Copy', activityType: 'Copy' }] } });
  await expect(factory().activities('run-2')).rejects.toThrow(
    /^Azure's answer about the activity Copy of the run run-2 cannot be read: status: /,
  );
});

test('a run of another operation that cannot be read does not stop the search', async () => {
  const mine = { ...odd, runId: 'run-1', status: 'Succeeded', parameters: { operationId: 'ing_1' } };
  answer = async () => ({ status: 200, body: { value: [odd, mine] } });
  const runs = await factory().find('ingress-copy', 'ing_1', new Date(0));
  expect(runs.map(({ runId }) => runId)).toEqual(['run-1']);
  await expect(factory().find('ingress-copy', 'ing_2', new Date(0))).rejects.toThrow(/run-2 cannot be read/);
});
