import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../../local/azure/data-factory/definitions/load.ts';
import { timeoutSeconds } from '../../../../local/azure/data-factory/definitions/schema.ts';
import { dataFactoryProvider } from '../../../../local/azure/data-factory/provider.ts';
import { definitionsFolder } from './running-factory.ts';

const copies = ['export-freeze', 'export-release', 'export-return', 'ingress-copy'];
const deletes = [
  'dataset-retract',
  'discard',
  'export-delete',
  'export-discard',
  'ingress-delete',
  'release-revoke',
  'returned-clear',
  'review-clear',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-definitions-'));
  cpSync(definitionsFolder, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function edit(file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

describe('the deployed definitions', () => {
  const { pipelines, linkedServices } = loadDefinitions(definitionsFolder, ['managed-network']);

  test('are the pipelines of the design, with their parameters only', () => {
    expect([...pipelines.keys()].sort()).toEqual([...copies, ...deletes].sort());
    for (const [name, { properties }] of pipelines) {
      const expected = copies.includes(name)
        ? ['operationId', 'sourceFolder', 'targetFolder', 'listPath']
        : ['operationId', 'folder', 'fileName', 'endTime'];
      expect(Object.keys(properties.parameters)).toEqual(expected);
    }
  });

  test('verify each copy, never skip a file, and never retry by themselves', () => {
    for (const name of copies) {
      const copy = pipelines.get(name)?.properties.activities.find((activity) => activity.type === 'Copy');
      expect(copy).toMatchObject({
        policy: { retry: 0 },
        typeProperties: {
          validateDataConsistency: true,
          skipErrorFile: { fileMissing: false, dataInconsistency: false },
        },
      });
    }
  });

  test('keep metadata and headers of datasets and of nothing that leaves', () => {
    const retention = copies.filter((name) => JSON.stringify(pipelines.get(name)).includes('preserve'));
    expect(retention).toEqual(['ingress-copy']);
  });

  test('give each delete an end time, and recursion only for a whole folder', () => {
    for (const name of deletes) {
      const remove = pipelines.get(name)?.properties.activities.find((activity) => activity.type === 'Delete');
      expect(remove).toMatchObject({
        policy: { retry: 0 },
        typeProperties: {
          storeSettings: {
            recursive: { value: "@equals(pipeline().parameters.fileName, '*')" },
            modifiedDatetimeEnd: { value: '@pipeline().parameters.endTime' },
          },
        },
      });
    }
  });

  test('sign in with the managed identity: no secret and a placeholder endpoint', () => {
    for (const { name, properties } of linkedServices.values()) {
      expect(properties.typeProperties).toEqual({
        serviceEndpoint: `https://${name.replace('_', '-')}.replaced-by-deployment.invalid/`,
        accountKind: 'StorageV2',
      });
    }
  });
});

describe('a definition is refused by name', () => {
  const pipeline = 'pipeline/ingress-copy.json';
  test.each([
    ['an activity type that is not run', pipeline, '"Copy"', '"Lookup"', "'CopyFiles' is of type 'Lookup'"],
    ['an unknown property', pipeline, '"enableStaging"', '"enableStagign"', '"enableStagign"'],
    ['a setting that is not run', pipeline, '"retry": 0', '"retry": 3', 'retries are not run here'],
    ['a copy behaviour that is not run', pipeline, 'PreserveHierarchy', 'FlattenHierarchy', 'copyBehavior'],
    ['a dataset that does not exist', pipeline, 'secure_datasets', 'secure_dataset', "'secure_dataset' does not exist"],
    ['a dataset without its parameter', pipeline, '"folderPath"', '"folder"', "needs the parameter 'folderPath'"],
    ['a parameter that does not exist', pipeline, 'parameters.listPath', 'parameters.list', "'list' does not exist"],
    ['an activity that does not exist', pipeline, "activity('CopyFiles')", "activity('Copy')", "'Copy' does not exist"],
    [
      'a dependency that does not exist',
      pipeline,
      '"activity": "CopyFiles"',
      '"activity": "Copy"',
      "depends on 'Copy'",
    ],
    ['a function that is not run', pipeline, '@concat(', '@uriComponent(', "'uricomponent' is not run here"],
    [
      'a name unlike its file',
      pipeline,
      '"name": "ingress-copy"',
      '"name": "copy"',
      "'copy' is not the name of the file",
    ],
    ['broken JSON', pipeline, '{', '', 'ingress-copy.json'],
    [
      'a linked service that does not exist',
      'dataset/public_ingress.json',
      'public_storage',
      'storage',
      "'storage' does not exist",
    ],
    [
      'an integration runtime that does not exist',
      'linkedService/public_storage.json',
      'managed-network',
      'AutoResolveIntegrationRuntime',
      "'AutoResolveIntegrationRuntime' does not exist",
    ],
    [
      'a secret',
      'linkedService/public_storage.json',
      '"accountKind"',
      '"accountKey": "x", "accountKind"',
      '"accountKey"',
    ],
  ])('for %s', (_what, file, from, to, named) => {
    edit(file, from, to);
    expect(() => loadDefinitions(folder, ['managed-network'])).toThrow(named);
  });

  test('for a linked service that the deployment gives no endpoint', () => {
    expect(() =>
      dataFactoryProvider({
        factoryName: 'adf',
        resourceGroup: 'rg',
        definitionsFolder: folder,
        linkedServices: { public_storage: { serviceEndpoint: 'https://x.invalid/' } },
        token: async () => '',
        stateFolder: folder,
      }),
    ).toThrow("linked service 'release_storage': no service endpoint is given");
  });

  test('with every problem at once', () => {
    edit(pipeline, 'secure_datasets', 'secure_dataset');
    edit('pipeline/discard.json', 'public_ingress', 'public_egress');
    expect(() => loadDefinitions(folder, ['managed-network'])).toThrow(/public_egress[\s\S]*secure_dataset/);
  });
});

test.each([
  ['0.12:00:00', 43_200],
  ['7.00:00:00', 604_800],
  ['00:01:30', 90],
])('a timeout of %s is %i seconds', (text, seconds) => {
  expect(timeoutSeconds(text)).toBe(seconds);
});
