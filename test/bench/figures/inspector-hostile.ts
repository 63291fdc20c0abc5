/**
 * How much memory the process that starts children takes at most while they read every hostile file, in MB: bombs, lying lengths, endless
 * cells and layers, files that are two at once. Each must come to its end within its own limits. Beneath stands what became of them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedFile, checkLine } from '../../../src/domain/inspection/checked-file.ts';
import { type HostileFile, hostileFiles } from '../../inspector/hostile/cases.ts';
import { builtRoom } from '../built-room.ts';
import type { Measured } from '../figure.ts';

/** Has all of them read as `sallyport check` does. Throws when one ends otherwise than it must. */
export async function measure(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-hostile-'));
  try {
    for (const [at, file] of hostileFiles.entries())
      writeFileSync(join(folder, String(at).padStart(2, '0')), file.make());
    const { files, megabytes } = checkOf(folder);
    const wrong = hostileFiles.filter((hostile, at) => !endsAsItMust(hostile, files[at]));
    if (wrong.length > 0)
      throw new Error(`These end otherwise than they must: ${wrong.map(({ name }) => name).join(', ')}`);
    const ends = Map.groupBy(files, ({ notChecked }) => notChecked.join(', ') || 'read whole');
    const lines = [...ends].map(([end, those]) => `${end.padEnd(20)} ${those.length} of ${files.length} files`);
    return { value: megabytes, unit: 'MB', lines };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the program says of each file, and how large it was at most. */
function checkOf(folder: string) {
  // Not `resourceUsage`: on Linux its maximum begins with that of the process which started this one.
  const tellMemory =
    "data:text/javascript,import{readFileSync}from'node:fs';process.on('exit',()=>console.error(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))";
  const asked = JSON.stringify({ path: folder, rules: {} });
  const words = ['--import', tellMemory, join(builtRoom, 'check.mjs'), asked];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => checkLine.parse(JSON.parse(line)));
  return { files: lines.flatMap((line) => ('path' in line ? [line] : [])), megabytes: Number(stderr) / 1024 };
}

function endsAsItMust({ rules = [], notChecked = [], ends }: HostileFile, file: CheckedFile | undefined): boolean {
  const said = new Set<string>(file?.notChecked ?? ['crashed']);
  const found = new Set(file?.findings.map(({ rule }) => rule));
  const must: readonly string[] = ends === undefined ? notChecked : [...notChecked, ends];
  return !said.has('crashed') && must.every((reason) => said.has(reason)) && rules.every((rule) => found.has(rule));
}
