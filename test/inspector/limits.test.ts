import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLine } from '../../src/domain/inspection/checked-file.ts';
import { childLimits, startChild, unreadableFile } from '../../src/inspector/inspect-file.ts';
import { showFile } from '../../src/inspector/show-file.ts';
import { fileOf, inspect, termsOf } from './children.ts';
import { unbalancedAnswers, wrongAnswers } from './taken-over/answer.ts';
import { bundleWithAnswer, bundleWithReader } from './taken-over/bundle.ts';
import { excesses } from './taken-over/excesses.ts';

const folders = { reader: '', answer: '' };
beforeAll(async () => {
  folders.reader = mkdtempSync(join(tmpdir(), 'sallyport-reader-'));
  folders.answer = mkdtempSync(join(tmpdir(), 'sallyport-answer-'));
  await bundleWithReader(folders.reader);
  await bundleWithAnswer(folders.answer);
});
afterAll(() => {
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
});

/** What the program of a bundle prints of a folder, and how large it was at most. */
function checkOf(bundle: string, folder: string) {
  const tellMemory = "data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";
  const asked = JSON.stringify({ path: folder, rules: {} });
  const words = ['--import', tellMemory, join(bundle, 'check.mjs'), asked];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => checkLine.parse(JSON.parse(line)));
  return { lines, megabytes: Number(stderr) / 1024 };
}

describe('a reader that takes more than it may', () => {
  const endless = ['compute for ever', 'wait for ever'];
  // No time goes by, so it is not the time that ends those that have this clock.
  const clock = { now: () => new Date('2030-01-01T12:00:00Z') };

  test.each(endless)('%s: its child ends when its time is over', async (excess) => {
    expect(await inspect(folders.reader, `${excess}\n`, { milliseconds: 1500 })).toEqual(unreadableFile('crashed'));
  });

  test('compute for ever: its child ends when it has computed for so long, whatever the clock says', async () => {
    const asked: number[] = [];
    const processorMilliseconds = (bytes: number) => {
      asked.push(bytes);
      return 400;
    };
    const read = inspect(folders.reader, 'compute for ever\n', { clock, processorMilliseconds });
    expect(await read).toEqual(unreadableFile('crashed'));
    expect(asked).toEqual([17]);
  });

  test('stands still for minutes while others compute: its child goes on', async () => {
    let minutes = 0;
    const now = () => {
      minutes = Math.min(9, minutes + 1);
      return new Date(Date.UTC(2030, 0, 1, 12, minutes));
    };
    const busy = { now };
    expect(await inspect(folders.reader, 'nothing\n', { clock: busy })).toMatchObject({ notChecked: [] });
  });

  test.each([
    [0, 20],
    [1, 30],
    [4, 60],
    [10, 120],
    [500_000, 120],
  ])('a file of %i MB may be computed on for %i seconds', (megabytes, seconds) =>
    expect(childLimits.processorMilliseconds(megabytes * 1024 * 1024)).toBe(seconds * 1000),
  );

  const others = Object.keys(excesses).filter((excess) => !endless.includes(excess));

  test.each(others)('%s: its child ends, and the file is not checked', async (excess) => {
    expect(await inspect(folders.reader, `${excess}\n`, { clock })).toEqual(unreadableFile('crashed'));
  });

  test('does not end before the file that it reads as it should', async () => {
    expect(await inspect(folders.reader, 'nothing\n')).toMatchObject({ type: 'text', findings: [], notChecked: [] });
  });
});

test('the process that runs such children stays small, and tells of each file', () => {
  const folder = join(folders.reader, 'files');
  mkdirSync(folder);
  const tasks = ['fill the heap', 'fill memory outside the heap', 'throw', 'nothing'];
  for (const [at, task] of tasks.entries()) writeFileSync(join(folder, `${at}.txt`), `${task}\n`);
  writeFileSync(join(folder, '9.bin'), Buffer.alloc(100 * 1024 * 1024));
  const { lines, megabytes } = checkOf(folders.reader, folder);
  const [first, ...files] = lines;
  expect(first).toEqual({ files: 5 });
  expect(files.map((file) => ('type' in file ? [file.type, ...file.notChecked] : []))).toEqual([
    ...Array.from({ length: 3 }, () => ['unknown', 'crashed']),
    ['text'],
    ['other', 'type'],
  ]);
  expect(megabytes).toBeLessThan(150);
});

test('an answer that is too long is not kept', () => {
  const folder = join(folders.answer, 'files');
  mkdirSync(folder);
  for (let at = 0; at < 4; at += 1) writeFileSync(join(folder, `${at}.txt`), 'far more than a megabyte');
  expect(checkOf(folders.answer, folder).megabytes).toBeLessThan(150);
});

test.each(['far more than a megabyte', 'JSON in many layers', 'no JSON', 'nothing', 'that nothing is known'])(
  'of a child that answers with %s a page shows nothing',
  async (answer) => {
    expect(await showFile(fileOf(answer), termsOf(folders.answer), { part: 1, from: 1 })).toBeUndefined();
  },
);

describe('a child whose parent is gone', () => {
  const begin = `${JSON.stringify({ bytes: 100, rules: {}, ending: '' })}\n`;

  test('ends when its pipe does', async () => {
    const child = startChild(join(folders.reader, 'child/main.mjs'), 60);
    child.stdin?.end(`${begin}compute for ever\n`);
    const [code, signal] = await once(child, 'close');
    expect([code === 0, signal]).toEqual([false, null]);
  });

  test('is ended by the system when it has computed for too long', async () => {
    const child = startChild(join(folders.reader, 'child/main.mjs'), 2);
    child.stdin?.end(`${begin}compute for ever\n`.padEnd(begin.length + 100));
    const [code, signal] = await once(child, 'close');
    expect([code, ['SIGKILL', 'SIGXCPU'].includes(String(signal))]).toEqual([null, true]);
  });
});

test('the parent of children is not opened to a debugger by a signal', async () => {
  const module = pathToFileURL(resolve(import.meta.dirname, '../../src/inspector/inspect-file.ts'));
  const code = `
    await import('${module}');
    const { url } = await import('node:inspector');
    process.stdin.once('data', () => { console.log(url() ?? 'closed'); process.exit(); });
    console.log('ready');`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(parent.stdout, 'data');
  parent.kill('SIGUSR1');
  parent.stdin.write('x');
  const [said] = await once(parent.stdout, 'data');
  expect(String(said)).toBe('closed\n');
});

describe('a child that answers what it should not', () => {
  test('is believed where the answer can be true', async () => {
    const found = await inspect(folders.answer, 'the truth');
    expect(found).toMatchObject({ type: 'text', findings: [{ rule: 'long-line' }], notChecked: [] });
  });

  test.each(unbalancedAnswers)('%s as looked at: what it found stays, and the file is not looked at', async (wrong) => {
    expect(await inspect(folders.answer, wrong)).toMatchObject({
      findings: [{ rule: 'long-line' }],
      notChecked: ['unbalanced'],
    });
  });

  test.each(wrongAnswers)('%s: the file is not checked', async (wrong) => {
    expect(await inspect(folders.answer, wrong)).toEqual(unreadableFile('crashed'));
  });
});
