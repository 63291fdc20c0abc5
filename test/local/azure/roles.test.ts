import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPerson, identify, readDirectory } from '../../../local/azure/directory.ts';
import { allows, readRoleMatrix } from '../../../local/azure/roles.ts';
import { splitBlobPath } from '../../../local/azure/storage/blob-path.ts';

const matrixFile = new URL('../../../infra/roles.json', import.meta.url);
const matrix = readRoleMatrix(matrixFile);
const containers = ['ingress', 'released', 'datasets', 'exports', 'review', 'returned', 'notices', 'transfers'];

function blob(
  account: string,
  container: string,
  path: string | undefined,
  operation: 'list' | 'read' | 'write' | 'delete',
) {
  return { service: 'blob', account, container, path, operation } as const;
}

test('the control plane reads no container of research data, and no blob trigger identity writes or lists one', () => {
  for (const account of ['public', 'secure']) {
    for (const container of containers) {
      for (const operation of ['read'] as const) {
        expect(allows(matrix, [{ identity: 'id-control' }], blob(account, container, 'p/a', operation))).toBe(false);
      }
      for (const operation of ['list', 'write', 'delete'] as const) {
        expect(allows(matrix, [{ identity: 'id-trigger' }], blob(account, container, 'p/a', operation))).toBe(false);
      }
    }
  }
});

test("a person's group never reaches a path outside its project", () => {
  const roles = ['owners', 'researchers', 'approvers', 'external-readers'] as const;
  const operations = ['list', 'read', 'write', 'delete'] as const;
  const project = fc.stringMatching(/^[a-z][a-z0-9-]{1,10}[a-z0-9]$/);
  fc.assert(
    fc.property(
      project,
      fc.oneof(
        fc.string(),
        project.map((id) => `${id}/x`),
        fc.constant(''),
      ),
      fc.constantFrom(...roles),
      fc.constantFrom(...operations),
      fc.constantFrom(...containers),
      (mine, path, identity, operation, container) => {
        fc.pre(!path.startsWith(`${mine}/`));
        for (const account of ['public', 'secure', 'control', 'host']) {
          expect(allows(matrix, [{ identity, project: mine }], blob(account, container, path, operation))).toBe(false);
        }
      },
    ),
  );
});

test('actions on resources are compared without regard to case, and only those listed are granted', () => {
  const may = (action: string) => allows(matrix, [{ identity: 'id-control' }], { service: 'resource', action });
  expect(may('microsoft.datafactory/factories/pipelines/CREATERUN/action')).toBe(true);
  expect(may('Microsoft.Compute/virtualMachines/runCommand/action')).toBe(false);
});

test('a file with an operation that nobody knows is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sallyport-roles-')), 'roles.json');
  const blobs = [{ identity: 'id-control', account: 'public', container: 'ingress', allow: ['listen'] }];
  writeFileSync(file, JSON.stringify({ ...matrix, blobs }));
  expect(() => readRoleMatrix(file)).toThrow(/allow/);
});

test('a managed identity is known by both its ids, a person by the object id, anyone else has no principal', () => {
  const directory = readDirectory();
  const [control, trigger] = directory.identities;
  expect(identify(directory, { oid: control?.oid ?? '', appId: control?.clientId, claims: {} }).name).toBe(
    'id-control',
  );
  expect(identify(directory, { oid: control?.oid ?? '', appId: trigger?.clientId, claims: {} }).principals).toEqual([]);
  const ada = findPerson(directory, 'approver');
  expect(identify(directory, { oid: ada.oid, appId: undefined, claims: {} }).principals).toEqual([
    { identity: 'approvers', project: 'heart-study' },
  ]);
  expect(() => findPerson(directory, 'nobody')).toThrow(/Known persons: olga/);
});

test('names, e-mails and ids are unique in the sample directory', () => {
  const { persons, identities } = readDirectory();
  const ids = [...persons, ...identities].map((entry) => entry.oid);
  expect(new Set(ids).size).toBe(ids.length);
  const words = persons.flatMap((person) => [person.id, ...person.aliases, person.email]);
  expect(new Set(words).size).toBe(words.length);
});

test('a path is split as Azure does it: a backslash is a slash, and no dot segment survives', () => {
  expect(splitBlobPath('secure/exports/p\\a/b.csv')).toEqual({
    account: 'secure',
    container: 'exports',
    blob: 'p/a/b.csv',
  });
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '..', '.', '\\', '/', 'p')), (parts) => {
      const path = `secure/exports/p/${parts.join('')}`;
      try {
        expect(splitBlobPath(path).blob.split(/[\\/]/)).not.toContain('..');
      } catch (error) {
        expect(error).toMatchObject({ status: 400, code: 'InvalidUri' });
      }
    }),
  );
});
