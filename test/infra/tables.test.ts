import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { tables } from '../../src/domain/base/stored-tables.ts';

test('the template makes the tables that the app and the laptop know, and no others', () => {
  const template = readFileSync(resolve(import.meta.dirname, '../../infra/modules/storage.bicep'), 'utf8');
  const list = /^ {4}tables: \[\n([^\]]*)\]/m.exec(template)?.[1] ?? '';
  expect([...list.matchAll(/'(\w+)'/g)].map(([, name]) => name)).toEqual([...tables]);
});
