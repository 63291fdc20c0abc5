import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RoleMatrix } from '../../../local/azure/roles.ts';
import { deployedRoles } from '../../../local/azure/stack.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { azureProbes } from '../../../src/features/doctor/azure-probes.ts';
import type { CheckLine, DoctorReport } from '../../../src/features/doctor/domain/report.ts';
import { doctorReport } from '../../../src/features/doctor/domain/report-schema.ts';
import { adapterSettings } from '../../azure/build-ports.ts';
import { ask } from '../../functions/ask.ts';
import { aProject, type RunningApp, startApp } from '../../functions/running-app.ts';
import { identityCredential } from '../../local/azure/running-azure.ts';

const roles: RoleMatrix = deployedRoles();
const given = structuredClone(roles);
let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { roles });
  await aProject(app);
  expect((await ask(app, 'otto', 'POST', 'ops/sweep')).status).toBe(200);
});
afterEach(() => {
  Object.assign(roles, structuredClone(given));
  app.azure.faults.clear();
});
afterAll(() => app.stop());

async function examined(asked = app): Promise<DoctorReport> {
  const { status, body } = await ask(asked, 'rita', 'GET', 'ops/doctor');
  expect(status).toBe(200);
  return doctorReport.parse(body);
}

function named(result: CheckLine['result'], { checks }: DoctorReport): Record<string, string> {
  return Object.fromEntries(checks.filter((check) => check.result === result).map(({ id, found }) => [id, found]));
}

describe('GET ops/doctor', () => {
  it('finds no problem in a deployment as it should be, and says what nobody can tell from inside', async () => {
    const report = await examined();
    expect(named('problem', report)).toEqual({});
    expect(report.ok).toBe(true);
    expect(Object.keys(named('cannot-tell', report))).toEqual([
      'code-sent',
      'other-identities',
      'write-once',
      'soft-delete',
      'room-inside',
      'reading-room',
      'uploads-announced',
      'scanner-answers',
      'groups-agree',
      'two-operators',
      'two-for-each-project',
      'restore-drilled',
      'records-verified',
    ]);
    expect(app.woken).toEqual(['doctor']);
  });

  it('is for people with a role only', async () => {
    expect((await ask(app, 'ada', 'GET', 'ops/doctor')).status).toBe(403);
  });

  it('changes nothing and reads no research data', async () => {
    app.azure.ledger.clear();
    await examined();
    const requests = app.azure.ledger.entries().filter(({ service }) => service !== 'table');
    const inData = requests.filter(({ account, place }) => account !== 'control' && place !== 'transfers');
    expect(new Set(inData.map(({ action, outcome }) => `${action} ${outcome}`))).toEqual(
      new Set(['ListBlobs allowed', 'GetBlobProperties refused']),
    );
    const methods = new Set(app.azure.ledger.entries().map(({ method }) => method));
    expect([...methods].filter((method) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
  });

  it('names what the reading room and the control plane cannot ask of each other, and what this one must not read', async () => {
    const isOf = (container: string) => (role: RoleMatrix['blobs'][number]) =>
      role.identity === 'id-control' && role.container === container;
    const [views] = roles.blobs.filter(isOf('views'));
    roles.blobs = roles.blobs.filter((role) => !isOf('evidence')(role));
    if (views !== undefined) roles.blobs.push({ ...views, container: 'places', allow: ['read'] });
    const problems = named('problem', await examined());
    expect(problems).toEqual({
      'room-asked': expect.stringContaining('evidence: '),
      'room-places-closed': 'storage lets the control plane read blobs in places',
    });
  });

  it('names what a lost role forbids', async () => {
    const keepsRole = ({ identity, role }: RoleMatrix['resources'][number]) =>
      identity !== 'id-control' || !['dataFactory', 'machines', 'machineLearning'].includes(role);
    roles.resources = roles.resources.filter(keepsRole);
    roles.blobs = roles.blobs.filter(
      ({ identity, container }) => identity !== 'id-control' || !['returned', 'manifests'].includes(container),
    );
    const report = await examined();
    const problems = named('problem', report);
    expect(Object.keys(problems)).toEqual(['lists-data', 'keeps-records', 'data-factory', 'machines', 'workspace']);
    expect(problems['lists-data']).toMatch(/^returned: Could not list returned: .*403/);
    expect(problems['keeps-records']).toMatch(/^manifests: Could not list manifests: .*403/);
    expect(problems['data-factory']).toContain('403 AuthorizationFailed');
    expect(named('cannot-tell', report)['pipelines']).toMatch(/^could not be asked: Could not list the pipelines: /);
  });

  it('names the containers that a role too many lets the control plane read', async () => {
    roles.blobs.push({ identity: 'id-control', account: 'secure', container: 'review', allow: ['read'] });
    expect(named('problem', await examined())).toEqual({
      'reads-no-data': 'storage lets the control plane read blobs in review',
    });
  });

  it('names the tables that do not answer, and tells of nothing that stands in them', async () => {
    roles.tables = roles.tables.filter(({ identity }) => identity !== 'id-control');
    const report = await examined();
    const problems = named('problem', report);
    expect(Object.keys(problems)).toEqual(['reads-tables', 'no-hold', 'heads-agree']);
    const told = tables.filter((table) =>
      problems['reads-tables']?.includes(`${table}: Could not read the table ${table}`),
    );
    expect(told).toHaveLength(10);
    expect(problems['reads-tables']).toContain(`and ${tables.length - told.length} more`);
    expect(named('cannot-tell', report)['sweep']).toMatch(/^could not be asked: /);
  });

  it('tells of a directory that does not answer', async () => {
    app.azure.faults.add({ service: 'entra', path: 'keys', times: 1, kind: 'unavailable', milliseconds: 0 });
    expect(named('problem', await examined())['sign-in']).toMatch(/answered 503; tokens cannot be checked/);
  });

  it('names the channel whose address is not in the vault', async () => {
    await aProject(app, { channels: [{ name: 'team', kind: 'teams', urlSecret: 'channel-lost' }] });
    expect(named('problem', await examined())).toEqual({
      'channels-known': expect.stringMatching(/^heart-study: Could not read the secret channel-lost: .*404/),
    });
    await aProject(app);
  });

  it('tells of a clock that runs ahead and of a sweep that stopped', async () => {
    app.later(16 * 60_000);
    const problems = named('problem', await examined());
    expect(Object.keys(problems)).toEqual(['clocks', 'sweep']);
    expect(problems['clocks']).toMatch(/^the clock of public is 9\d\d seconds from ours/);
    app.later(-16 * 60_000);
  });
});

it('names the version of storage that an account does not take, and the setting', async () => {
  const older = await startApp(undefined, { storage: 'memory', newestVersion: '2026-04-06' });
  try {
    const problems = named('problem', await examined(older));
    const refused = /refuses the header x-ms-version: 2026-06-06, .* Set STORAGE_API_VERSION to one/;
    for (const check of ['lists-data', 'keeps-records', 'reads-tables']) expect(problems[check]).toMatch(refused);
  } finally {
    await older.stop();
  }
});

describe('probes', () => {
  const settings = () => ({ ...adapterSettings(app.azure), signIn: { issuer: app.azure.entraIssuer } });

  it('says where no mail server listens', async () => {
    const { mail, ...others } = settings();
    const nowhere = { ...others, mail: { ...mail, port: 1 } };
    const probes = azureProbes(nowhere, identityCredential(app.azure, 'id-control'), app.ports.secrets);
    await expect(probes.signInToMailServer()).rejects.toThrow('Could not sign in to 127.0.0.1:1: ');
  });

  it('say that no collector listens, what one answered, and nothing where none is named', async () => {
    const credential = identityCredential(app.azure, 'id-control');
    const ask = (endpoint?: string) => {
      const named = endpoint === undefined ? {} : { collector: { endpoint } };
      return azureProbes({ ...settings(), ...named }, credential, app.ports.secrets).askCollector();
    };
    expect(await ask()).toBeUndefined();
    expect(await ask(`${app.url}/nothing-here`)).toBe(404);
    await expect(ask('http://127.0.0.1:1')).rejects.toThrow(/127\.0\.0\.1:1 could not be reached \(E?\w+\)/);
  });

  it('says which table is missing', async () => {
    const probes = azureProbes(settings(), identityCredential(app.azure, 'id-control'), app.ports.secrets);
    await expect(probes.readTable('unheard')).rejects.toThrow('Could not read the table unheard: ');
  });
});
