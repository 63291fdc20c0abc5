import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFolder } from '../../../local/azure/folder-claim.ts';
import { serve } from '../../../local/azure/server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-claim-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder that another living process uses is refused with its id', () => {
  writeFileSync(join(folder, 'azure.pid'), String(process.ppid));
  expect(() => claimFolder(folder)).toThrow(`Process ${process.ppid} already uses`);
});

test('the claim of a process that was killed is taken over, and given back at the end', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(join(folder, 'azure.pid'), String(pid));
  const release = claimFolder(folder);
  expect(existsSync(join(folder, 'azure.pid'))).toBe(true);
  release();
  expect(existsSync(join(folder, 'azure.pid'))).toBe(false);
});

test('a port that is taken is named, with what to do', async () => {
  const handle = async () => ({ status: 204 });
  const first = await serve({ port: 0, handle });
  await expect(serve({ port: first.port, handle })).rejects.toThrow(
    new RegExp(`Port ${first.port} is taken.*npm start`),
  );
  await first.close();
});
