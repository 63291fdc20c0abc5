import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { api } from '../../src/app/api.ts';
import { everyMail } from '../pages/notification/every-mail.ts';
import { mails, unlisted, viewerOfRoute } from './viewers.ts';

describe('who something is made for', () => {
  test('is said of each route and each mail, exactly once', () => {
    expect(unlisted(viewerOfRoute, Object.keys(api))).toEqual([]);
    expect(unlisted(mails, Object.keys(everyMail))).toEqual([]);
  });

  test('is missed of a new route and a new mail', () => {
    expect(unlisted(viewerOfRoute, [...Object.keys(api), 'newRoute'])).toEqual(['newRoute']);
    expect(unlisted(mails, [...Object.keys(everyMail), 'new-mail'])).toEqual(['new-mail']);
  });

  test('is outside for whoever needs no role, and never for who needs one', () => {
    for (const [name, { access, group }] of Object.entries(api)) {
      const needsRole = access.startsWith('Ops.');
      expect({ name, operator: viewerOfRoute.operator.includes(name) }).toEqual({ name, operator: needsRole });
      if (!needsRole && group !== 'review') expect(viewerOfRoute.outside).toContain(name);
    }
  });
});

/** What may read the row of a package although it writes what leaves, each with why. */
const mayReadRows: Readonly<Record<string, string>> = {
  'src/pages/notification/notice.ts': 'It writes for the container notices, which is read inside',
  'src/pages/notification/packages-notice.ts': 'It writes for the container notices, which is read inside',
  'src/pages/notification/operation/upload-rejected.ts': 'It lists the problems of datasets',
  'src/domain/telemetry/measurements.ts': 'It rounds the times of packages itself',
  'src/domain/telemetry/operation-spans.ts': 'It rounds the times of packages itself',
};

test('what leaves is made from the view of a package: nothing that writes it reads its row', () => {
  const files = [...globSync('src/pages/notification/**/*.ts'), ...globSync('src/domain/telemetry/*.ts')];
  expect(files.length).toBeGreaterThan(30);
  const readers = files.filter((file) =>
    /import[^;]*\b(Operation|UploadProblem)\b[^;]*from/.test(readFileSync(file, 'utf8')),
  );
  expect(readers.toSorted()).toEqual(Object.keys(mayReadRows).toSorted());
});
