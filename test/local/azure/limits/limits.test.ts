import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vaultAudience } from '../../../../local/azure/key-vault.ts';
import { laptop, laptopTemplate } from '../../../../local/azure/laptop.ts';
import { laptopResources } from '../../../../local/azure/laptop-resources.ts';
import { type Limits, nobody, remembered } from '../../../../local/azure/limits/limit.ts';
import { limits } from '../../../../local/azure/limits/limits.ts';
import type { RunningAzure } from '../../../../local/azure/stack.ts';
import { storageAudience } from '../../../../local/azure/storage/authenticate.ts';
import { identityCredential, startTestAzure } from '../running-azure.ts';
import { armProbes, vaultProbes } from './arm-probes.ts';
import type { Probes } from './ask.ts';
import { blobProbes, queueProbes } from './blob-probes.ts';
import { factoryProbes } from './factory-probes.ts';
import { tableProbes } from './table-probes.ts';

const root = join(import.meta.dirname, '../../../..');
const rows = Object.entries<Limits>(limits).flatMap(([service, ofService]) =>
  Object.entries(ofService).map(([name, limit]) => ({ service, name, limit })),
);
const enforced = rows.filter(({ limit }) => limit.by !== nobody);

let azure: RunningAzure;
let stop: () => Promise<void>;
let probes: Readonly<Record<string, Probes>>;

beforeAll(async () => {
  ({ azure, stop } = await startTestAzure({ providers: (context) => laptopResources(context).providers }));
  const tokenOf = async (identity: string, audience: string): Promise<string> =>
    (await identityCredential(azure, identity).getToken(`${audience}/.default`)).token;
  const host = await tokenOf('id-host', storageAudience);
  const { subscription, armUrl } = azure;
  const token = await tokenOf('id-control', armUrl);
  const template = laptopTemplate(subscription);
  probes = {
    dataFactory: factoryProbes(),
    ...armProbes({ armUrl, subscription, template, token, ...laptop.machineLearning }),
    keyVault: vaultProbes(azure.vaultUrl, await tokenOf('id-control', vaultAudience)),
    blobs: await blobProbes(azure.blobUrl('host'), host),
    queues: queueProbes(azure.queueUrl('host'), host),
    tables: tableProbes(azure.tableUrl('control'), await tokenOf('id-control', storageAudience)),
  };
});
afterAll(() => stop());

describe('the table of limits', () => {
  test('has many rows, most of them enforced and with a source that can be read', () => {
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(enforced.filter(({ limit }) => limit.source !== remembered).length).toBeGreaterThanOrEqual(45);
  });

  test.each(rows)('names for $service $name where it is from, who keeps it and what holds the product', ({ limit }) => {
    expect(limit.source).toMatch(
      /^(?:https:\/\/(?:learn\.microsoft\.com|github\.com|azure\.github\.io)\/\S+|remembered)$/,
    );
    if (limit.by !== nobody && limit.by !== 'azurite')
      expect(existsSync(join(root, 'local/azure', limit.by)), limit.by).toBe(true);
    if (limit.product !== undefined) expect(existsSync(join(root, limit.product)), limit.product).toBe(true);
  });

  test('is asked of the stand-ins row by row', () => {
    const asked = Object.entries(probes).flatMap(([service, named]) =>
      Object.keys(named).map((name) => `${service}.${name}`),
    );
    expect(asked.toSorted()).toEqual(enforced.map(({ service, name }) => `${service}.${name}`).toSorted());
  });
});

describe.each(enforced)('$service: $limit.what ($name)', ({ service, name, limit }) => {
  test(`is taken up to ${limit.most}`, async () => {
    const { taken } = probes[service]?.[name] ?? {};
    if (typeof taken !== 'function') return;
    const answer = await taken();
    expect(answer.status, answer.body).toBeLessThan(300);
    expect(answer.body).not.toContain('HTTP/1.1 4');
  });

  test(`is refused beyond it with ${limit.refused.status} ${limit.refused.code}`, async () => {
    const { status, code } = limit.refused;
    const answer = await probes[service]?.[name]?.refused();
    expect(answer, answer?.body).toMatchObject({ status, code });
  });
});
