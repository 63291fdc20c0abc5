import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstArrowVersion, tableIn } from '../../../src/azure/base/storage-version.ts';
import { readingAs } from '../../../src/azure/transfer/reading.ts';
import { azureProbes } from '../../../src/features/doctor/azure-probes.ts';
import { collect } from '../../contract/samples.ts';
import { identityCredential, personCredential } from '../../local/azure/running-azure.ts';
import { adapterSettings, buildPorts, usualVersion } from '../build-ports.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts({ newestVersion: usualVersion });
});
afterAll(() => running.stop());

const portsIn = (version: string) => buildPorts(running.azure, 'public', version);
function probesIn(version: string) {
  const { azure, ports } = running;
  const settings = { ...adapterSettings(azure, 'public', version), signIn: { issuer: azure.entraIssuer } };
  return azureProbes(settings, identityCredential(azure, 'id-control'), ports.secrets);
}
async function* lines() {
  yield 'a.csv';
}

/** Storage asked in every way in which the app asks it, in a version of its services. */
const questions: Readonly<Record<string, (version: string) => Promise<unknown>>> = {
  'a listing of data': (version) => collect(portsIn(version).listing.pages('ingress', 'heart-study/')),
  'names in a container of data': (version) => collect(portsIn(version).listing.children('ingress', 'heart-study/')),
  'a blob that is read': (version) => portsIn(version).projects.find('heart-study'),
  'a blob that is written': (version) => portsIn(version).fileLists.write('public', `heart-study/${version}`, lines()),
  'a row': (version) => portsIn(version).holds.at('heart-study'),
  'rows in one transaction': (version) => {
    const credential = identityCredential(running.azure, 'id-control');
    const table = tableIn(version, running.azure.tableUrl('control'), 'register', credential);
    const row = { partitionKey: 'lung-study', rowKey: `row-${version}`, text: 'x' };
    return table.submitTransaction([['upsert', row, 'Replace']]);
  },
  'a probe of a container': (version) => probesIn(version).list('ingress'),
  'a probe of a blob, which gets no body': (version) => probesIn(version).mayRead('inspections'),
  'a probe of a table': (version) => probesIn(version).readTable('register'),
  'a person who reads': async (version) => {
    const token = await personCredential(running.azure, 'ada').getToken('https://storage.azure.com/.default');
    const reading = readingAs(running.azure.blobUrl('secure'), version)(token?.token ?? '');
    return await collect(reading.pages('review', 'heart-study/'));
  },
};

test('no client of storage is made but where its version is written', () => {
  const root = resolve(import.meta.dirname, '../../..');
  const made = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
    /new (Blob|Table|Queue|Container)\w*Client\(/.test(readFileSync(resolve(root, file), 'utf8')),
  );
  expect(made.sort()).toEqual(['src/azure/base/storage-version.ts', 'src/azure/transfer/arrow-answers.ts']);
});

describe('an account that does not have the newest version', () => {
  test.each(Object.keys(questions))('answers %s in the version of the settings', async (question) => {
    await questions[question]?.(usualVersion);
  });

  test.each(Object.keys(questions))('refuses %s in a newer one, by header, version and setting', async (question) => {
    const refused = await questions[question]?.(firstArrowVersion).catch((error: unknown) => error);
    expect(String(refused)).toMatch(
      /127\.0\.0\.1:\d+ refuses the header x-ms-version: 2026-10-06, .* Set STORAGE_API_VERSION to one/,
    );
  });
});
