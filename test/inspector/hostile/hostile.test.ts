import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { partOf } from '../../shares.ts';
import { hostileFiles } from './cases.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const answer = z.object({
  ends: z.enum(['read', 'damaged', 'tooLarge']),
  rules: z.array(z.string()),
  notChecked: z.array(z.string()),
  megabytes: z.number(),
});
/** For what hangs: the parent of the app ends a child after a minute. */
const timeout = 300_000;

afterAll(() => rmSync(folder, { recursive: true }));

describe('hostile files', () => {
  test.each(partOf(hostileFiles, 3).map((file) => [file.name, file] as const))(
    '%s: comes to its end within its memory',
    async (_, file) => {
      const path = join(folder, 'file');
      writeFileSync(path, file.make());
      const script = join(import.meta.dirname, 'read-one.ts');
      const flags = ['--max-old-space-size=256', '--disallow-code-generation-from-strings'];
      const { stdout } = await run(process.execPath, [...flags, script, file.reader, path], { timeout });
      const told = answer.parse(JSON.parse(stdout));
      expect(told).toMatchObject({ ends: file.ends ?? 'read' });
      expect(told.rules).toEqual(expect.arrayContaining([...(file.rules ?? [])]));
      expect(told.notChecked).toEqual(expect.arrayContaining([...(file.notChecked ?? [])]));
      expect(told.megabytes).toBeLessThan(512);
    },
  );
});
