import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { note } from '../../src/domain/audit/audit-event.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { noteLine } from '../../src/domain/witness/checkpoint.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { growLog } from '../../src/features/witness/grow-log.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { whyNotOpen } from '../../src/use-cases/overview/copied-account.ts';
import { findLost } from '../../src/use-cases/overview/find-lost.ts';
import { aProject, type RunningApp, startApp } from '../functions/running-app.ts';
import { blocksOf, textOf } from '../guides.ts';
import { WorkingWorld } from '../use-cases/working-world.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-restore-'));
const project = 'heart-study';
let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What docs/restore.md lets a stranger type, line by line: for a lost table, or for the account; what is about one row is typed elsewhere. */
function linesOfText(what: 'table' | 'account'): readonly string[] {
  const [ofTable = '', rest = ''] = textOf('docs/restore.md').split('## One row');
  const [, ofAccount = ''] = rest.split('## The whole control account');
  const text = what === 'table' ? ofTable : ofAccount;
  return blocksOf(text, 'sh').flatMap((block) => block.trim().split('\n'));
}

/** Types a line as the shell would: a variable, a command, perhaps into a file. What the second operator types brings the wish of the first. */
class Shell {
  readonly #app: RunningApp;
  readonly #variables = new Map<string, string>();
  readonly codes: [command: string, code: number][] = [];
  said = '';

  constructor(of: RunningApp) {
    this.#app = of;
  }

  async type(line: string, by?: string): Promise<void> {
    const [, name, value] = /^(\w+)="(.*)"$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) {
      this.#variables.set(name, value);
      return;
    }
    const [command = '', file] = line.split(' > ');
    const words = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => this.#meant(word));
    const person = by ?? (words.includes('--first') ? 'olivia' : 'otto');
    const environment = { SALLYPORT_URL: this.#app.url, SALLYPORT_TOKEN: await this.#app.token(person) };
    const { surroundings, written } = quietSurroundings({ environment, folder, question: async () => 'yes' });
    const code = await run(words.slice(1), surroundings);
    const { out, err } = written();
    this.said += `${out}${err}`;
    if (file !== undefined) writeFileSync(join(folder, file), out);
    this.codes.push([words.slice(1, 3).join(' '), code]);
  }

  #meant(word: string): string {
    return word.replace(/^"(.*)"$/, '$1').replace(/\$(\w+)/g, (_, name: string) => this.#variables.get(name) ?? '');
  }
}

/** A deployment that was swept, and of which an operator kept a Monday's mail. */
async function settle(): Promise<void> {
  const { ports } = app;
  const { hash = '' } = (await ports.projects.get(project)) ?? {};
  const put = { id: 'put', at: ports.clock.now(), kind: 'project.changed' as const };
  await ports.audit.append(project, [note(project, { ...put, data: { definition: hash, against: null } })]);
  const share = startTimeSlice(ports.clock, 60);
  expect(await findLost(ports, share)).toEqual([]);
  await growLog(ports, { publicBaseUrl: app.url }, { share, failures: new Failures() });
  const signed = (await ports.signedLog.newest())?.note ?? '';
  writeFileSync(join(folder, 'monday.txt'), `Good morning,\n\n> ${noteLine(signed)}\n`);
}

async function loseHeads(): Promise<void> {
  const heads = app.table('heads');
  for await (const { partitionKey = '', rowKey = '' } of heads.listEntities())
    await heads.deleteEntity(partitionKey, rowKey);
}

test('whoever has nothing but the text brings heads back that were lost', async () => {
  await settle();
  await loseHeads();
  await expect(
    app.ports.audit.append(project, [note(project, { id: 'x', at: new Date(), kind: 'sweep.asked' })]),
  ).rejects.toThrow('restore.md');
  const shell = new Shell(app);
  for (const line of linesOfText('table')) await shell.type(line);
  expect(shell.codes, shell.said).toEqual([
    ['restore plan', 0],
    ['restore plan', 0],
    ['restore apply', 4],
    ['restore apply', 0],
    ['restore apply', 0],
    ['audit verify', 0],
  ]);
  expect(readFileSync(join(folder, 'wish.txt'), 'utf8').trim().split('\n')).toHaveLength(1);
  expect(await findLost(app.ports, startTimeSlice(app.ports.clock, 60))).toEqual([]);
});

test('nobody is both of the two operators', async () => {
  await loseHeads();
  const shell = new Shell(app);
  await shell.type('sallyport restore apply heads --anchor monday.txt --reason "once more" > wish.txt');
  const second = 'sallyport restore apply heads --anchor monday.txt --first wish.txt --reason "once more"';
  await shell.type(second, 'otto');
  expect(shell.said).toContain('Another operator');
  await shell.type(second);
  expect(shell.codes).toEqual([
    ['restore apply', 4],
    ['restore apply', 1],
    ['restore apply', 0],
  ]);
});

test('whoever has nothing but the text brings a whole account back from the copy', async () => {
  const working = await WorkingWorld.begin({ hasSecondCopy: true });
  await working.sweep();
  const before = (await working.afresh.register.get(working.inReview))?.value;
  await working.loseAccount();
  const restarted = await startApp(undefined, { appPorts: working.afresh });
  const shell = new Shell(restarted);
  for (const line of linesOfText('account')) await shell.type(line);
  expect(shell.codes, shell.said).toEqual([
    ['restore plan', 0],
    ['restore apply', 4],
    ['restore apply', 0],
  ]);
  expect(shell.said).toContain('from the second copy');
  await restarted.stop();
  expect((await working.afresh.register.get(working.inReview))?.value).toEqual(before);
  expect(await whyNotOpen(working.afresh)).toBeUndefined();
  // The change that waited came after the last copy: it is named until somebody asks for it again.
  const { findings, receipts } = await verifyProofs(working.afresh);
  expect([findings.map(({ record }) => record), receipts.bad]).toEqual([['change'], []]);
  await working.sweep();
  expect(await findLost(working.afresh, startTimeSlice(working.world.time, 60))).toEqual([]);
});
