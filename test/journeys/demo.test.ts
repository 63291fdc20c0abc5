import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { partToday } from '../shares.ts';

const root = resolve(import.meta.dirname, '../..');
/** On every second day, a region with last year's version of storage, and a mail server that takes 30 a minute. */
const strict = partToday(2) === 1 ? { STORAGE_API_VERSION: '2025-07-05', MAIL_PER_MINUTE: '30' } : {};
const proofs = [
  /^ {2}dataset flights v1: 5 files, \d+ bytes, digest [0-9a-f]+/m,
  /^ {2}dataset seattle-weather\.csv v1: 1 files, \d+ bytes, digest [0-9a-f]+/m,
  /^ {2}dataset flights v2: 2 files, \d+ bytes, digest [0-9a-f]+/m,
  /^ {6}infected: rejected$/m,
  /^ {6}operators see: report\.csv: Virus:DOS\/EICAR_Test_File$/m,
  /^ {6}infected: discarded$/m,
  /^ {6}weather: copying, trouble since \S+, tried 1 times$/m,
  /^ {6}weather: copying, trouble since \S+, tried 2 times$/m,
  /^ {6}weather: no trouble any more$/m,
  /^ {6}delays-model: refused$/m,
  /^ {6}held\.csv: on hold since \S+: a leak is looked into$/m,
  /^ {6}_context\/all-origins\.csv: to look at, A small count /m,
  /^ {6}delay-by-distance\.safetensors: not looked at, /m,
  /^ {6}delays\.html: looked at, a note, Large numbers that may give a small one once$/m,
  /^ {6}flights-by-month\.csv: looked at, a note, A small number of a rounded table \d+ times/m,
  /^ {6}flights-by-month\.csv: to look at, A small count \d+ times$/m,
  /^ {6}delays-raw: A small count, row \d+$/m,
  /^ {6}delays: 4 files were outside since \S+, 0 are$/m,
  /^ {2}dataset weather v1: 1 files, \d+ bytes, digest [0-9a-f]+/m,
  /^ {2}originals left: 0$/m,
  /^ {2}export delays revoked \(Ada Approver: approve, Ben Approver: approve\)/m,
  /^ {2}export delays-raw returned \(Cleo Approver: deny\)/m,
  /^ {2}export delays-2001 returned \(nobody decided\)/m,
  /^ {2}unapproved files released: 0$/m,
  /^ {2}compute plan before: 3 actions, after: 0$/m,
  /^ {2}audit: \d+ events, chain intact$/m,
  /^ {2}receipts: 11 verified$/m,
  /^ {2}id-control: \d+ listings of data containers, 0 reads$/m,
  /^ {2}id-inspect: \d+ blobs written, wrote nothing but evidence, places, views, and its lock$/m,
  /^ {2}id-trigger: \d+ HEAD, 0 other requests$/m,
];

test('the demo proves what it promises, and --keep leaves the stack running until Ctrl-C', async () => {
  const demo = spawn('npm', ['run', 'demo', '--', '--keep'], {
    cwd: root,
    detached: true,
    env: { ...process.env, ...strict },
  });
  const ended = new Promise<number | null>((done) => demo.once('exit', done));
  const printed: string[] = [];
  const kept = new Promise<string>((found) => {
    createInterface({ input: demo.stdout }).on('line', (line) => {
      printed.push(line);
      const dashboard = /still running: (http\S+)\/api\/ops/.exec(line)?.[1];
      if (dashboard !== undefined) found(dashboard);
    });
  });
  const baseUrl = await Promise.race([kept, ended.then((code) => `ended with ${code}`)]);

  for (const proof of proofs) expect(printed.join('\n')).toMatch(proof);
  const health = await fetch(`${baseUrl}/api/health`);
  expect([health.status, await health.text()]).toEqual([200, expect.stringContaining('"ok"')]);
  if (demo.pid !== undefined) process.kill(-demo.pid, 'SIGINT');
  await ended;
  await expect(fetch(`${baseUrl}/api/health`)).rejects.toThrow();
});
