import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { triggers } from '../../local/stack/triggers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const uploads = Object.values(triggers.uploads);

test('names of triggers and connections stand in the table, in the sample settings and in no other file', () => {
  const queues = [triggers.scans, triggers.readingRoom.wake].flatMap((one) => [one.function, one.connection]);
  const names = [
    ...uploads.flatMap((upload) => [upload.function, upload.connection]),
    ...queues,
    triggers.timers.reconcile,
  ];
  // Comments may name a trigger, in backticks; after an underscore or a letter the word is another one.
  const written = new RegExp(`(?<![\`\\w])(?:${names.join('|')})(?!\`|[a-zA-Z])`);
  const files = globSync('{src,local,infra,test,scripts}/**/*.{ts,bicep,bicepparam,json}', { cwd: root });
  expect(files.length).toBeGreaterThan(300);
  const elsewhere = files
    .filter((file) => !file.endsWith('.snapshot.json') && file !== 'infra/triggers.json')
    .filter((file) => written.test(readFileSync(new URL(file, `file://${root}`), 'utf8')));
  expect(elsewhere).toEqual([]);
});

test('the identity of the table is the one that may read what each trigger hears of', () => {
  const { blobs } = JSON.parse(readFileSync(new URL('infra/roles.json', `file://${root}`), 'utf8'));
  for (const { account, container } of uploads) {
    expect(blobs).toContainEqual({ identity: triggers.identity, account, container, allow: ['read'] });
  }
});
