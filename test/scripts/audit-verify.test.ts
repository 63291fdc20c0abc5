import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chainLine, genesisHash, lineHash, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { closureName } from '../../src/domain/definition/closure.ts';
import { publicKey } from '../../src/domain/lifecycle/receipt.ts';
import { closedProject, type Played, playRecords, project } from '../use-cases/play-records.ts';
import { blobsOf, splitText } from '../use-cases/records.ts';
import { interruptionOf, listingOf } from '../use-cases/tampering-table.ts';

let played: Played;
const folder = mkdtempSync(join(tmpdir(), 'audit-copy-'));
const honest = join(folder, 'honest');

beforeAll(async () => {
  played = await playRecords();
  const { blobs, receipts, manifests, heads, secret } = played.honest;
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(honest, path)), { recursive: true });
    writeFileSync(join(honest, path), text);
  };
  for (const { name, text } of blobs) put(`audit/${name}`, text);
  for (const [name, text] of Object.entries(receipts)) put(`manifests/${name}.jws`, text);
  for (const [name, text] of Object.entries(manifests)) put(`manifests/${name}.ndjson`, text);
  put('keys.json', JSON.stringify({ keys: await Promise.all(secret.map((text) => publicKey(JSON.parse(text)))) }));
  put('heads.json', JSON.stringify(heads));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(copy: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/audit-verify.ts', copy], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('a downloaded copy that nobody touched verifies, with heads and without', () => {
  expect(verify(honest)).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining(`${Object.keys(played.honest.receipts).length} receipts verified`),
  });
  const copy = join(folder, 'no-heads');
  cpSync(honest, copy, { recursive: true });
  rmSync(join(copy, 'heads.json'));
  expect(verify(copy)).toMatchObject({ status: 0, stderr: '' });
});

const blob = `audit/${project}/2026-11/002.jsonl`;

test.each<[string, () => string, ((text: string) => string) | undefined, string]>([
  ['an audit blob that is gone', () => blob, undefined, 'The chain heart-study: Line'],
  [
    'an edited line',
    () => blob,
    (text) => text.replace('control-plane', 'somebody-else'),
    'The chain heart-study: Line',
  ],
  ['a receipt that is gone', () => `manifests/${played.released.id}-release.jws`, undefined, 'it is missing'],
  [
    'a receipt of an interruption that is gone',
    () => `manifests/${interruptionOf(played.honest, played.interrupted)}.jws`,
    undefined,
    'the audit tells of a step that was stopped half-way',
  ],
  [
    'a list of what was outside that is gone',
    () => `manifests/${played.revoked.id}-outside-1.ndjson`,
    undefined,
    'The manifest',
  ],
  [
    'a receipt of a revocation that is gone',
    () => `manifests/${played.revoked.id}-revocation-1.jws`,
    undefined,
    'it is missing',
  ],
  [
    'the receipt of a closed project that is gone',
    () => `manifests/${closureName(closedProject, 'keep')}.jws`,
    undefined,
    'it is missing',
  ],
  ['a cut receipt', () => `manifests/${played.dataset.id}-deletion.jws`, (text) => text.slice(0, -9), 'not valid'],
  ['a manifest that is gone', () => `manifests/${played.released.id}-package.ndjson`, undefined, 'The manifest'],
  [
    'an edited manifest',
    () => `manifests/${listingOf(played.honest, played.dataset)}.ndjson`,
    (text) => text.replace('"size":1', '"size":3'),
    'its digest',
  ],
])('%s is named, and the command ends with 1', (name, path, change, words) => {
  const copy = join(folder, name.replaceAll(' ', '-'));
  cpSync(honest, copy, { recursive: true });
  const file = join(copy, path());
  if (change === undefined) rmSync(file);
  else writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(verify(copy)).toMatchObject({ status: 1, stderr: expect.stringContaining(words) });
});

test('a receipt of an interruption is missed although no line tells that it was written', () => {
  const copy = join(folder, 'never-written');
  cpSync(honest, copy, { recursive: true });
  const name = interruptionOf(played.honest, played.interrupted);
  rmSync(join(copy, `manifests/${name}.jws`));
  let previous = genesisHash;
  const counted: Record<string, unknown> = { ...played.honest.heads };
  let count = 0;
  for (const { name: path, text } of blobsOf(played.honest, project)) {
    const events = splitText(text).map((line) => parseChainLine(line).event);
    const lines = events
      .filter(({ data }) => data['receipt'] !== name)
      .map((event) => {
        const line = chainLine(event, previous);
        previous = lineHash(line);
        count += 1;
        return `${line}\n`;
      });
    writeFileSync(join(copy, 'audit', path), lines.join(''));
  }
  counted[project] = { count, hash: previous };
  writeFileSync(join(copy, 'heads.json'), JSON.stringify(counted));
  const why = 'it is missing; the audit tells of a step that was stopped half-way';
  expect(verify(copy)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`The receipt ${name}: ${why}\n`),
  });
});
