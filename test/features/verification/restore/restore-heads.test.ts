import { beforeEach, describe, expect, test } from 'vitest';
import { storagePorts } from '../../../../src/azure/storage-ports.ts';
import { startTimeSlice } from '../../../../src/domain/base/time-slice.ts';
import { storedRows } from '../../../../src/domain/overview/stored-rows.ts';
import { noteLine } from '../../../../src/domain/witness/checkpoint.ts';
import { planHeads } from '../../../../src/features/verification/restore/plan-heads.ts';
import { writeHeads } from '../../../../src/features/verification/restore/write-heads.ts';
import { verifyProofs } from '../../../../src/features/verification/verify-proofs.ts';
import { growLog } from '../../../../src/features/witness/grow-log.ts';
import { Failures } from '../../../../src/use-cases/base/failures.ts';
import { createCookieCipher } from '../../../../src/web/cookie-cipher.ts';
import { anEvent, collect } from '../../../contract/samples.ts';
import { person } from '../../../domain/sample.ts';
import type { ServiceCall } from '../../../memory/hook.ts';
import { project, WorkingWorld } from '../../../use-cases/working-world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const operator = (name: string, number: number) => ({ ...person(name, number), emails: [person(name, number).email] });
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];

let working: WorkingWorld;
let hours: number;
beforeEach(async () => {
  working = await WorkingWorld.begin();
  hours = 0;
});

const everything = () => true;
const clock = { now: () => new Date(working.world.time.now().getTime() + hours * 3_600_000) };

/** An hour is over, and how far all chains have come is signed. */
async function sign(): Promise<string> {
  hours += 1;
  const ports = { ...working.afresh, clock };
  await growLog(ports, settings, { share: startTimeSlice(clock, 600), failures: new Failures() });
  return (await ports.signedLog.newest())?.note ?? '';
}

const happen = (id: string) => working.world.ports.audit.append(project, [anEvent(id, { project })]);
const planned = (brought: readonly string[] = []) => planHeads(working.afresh, settings, brought);

/** The newest blob of the container goes. */
function loseNewestStep(): void {
  const tree = working.world.storage.places().get('control/tree');
  const [newest = ''] = (tree?.names() ?? []).filter((name) => name.startsWith('steps/')).toSorted();
  tree?.tamper(newest, undefined);
}

/** The last lines of the chain of the project go, and its head. */
async function cut(lines: number): Promise<void> {
  const audit = working.world.storage.places().get('control/audit');
  const [name = ''] = (audit?.names() ?? [])
    .filter((one) => one.startsWith(`${project}/`))
    .toSorted()
    .reverse();
  const blob = audit?.peek(name);
  if (blob === undefined) throw new Error('the chain has no blob');
  const kept = blob.content
    .toString()
    .split('\n')
    .slice(0, -1 - lines);
  audit?.tamper(name, { ...blob, content: Buffer.from(kept.map((line) => `${line}\n`).join('')) });
  await working.loseRows('heads', everything);
}

test('no head is planned where all stand', async () => {
  expect(await planned()).toMatchObject({ chains: [], problems: [], doubts: [] });
});

test('two operators write all heads from the lines, in which it stands, and everything goes on', async () => {
  await sign();
  await working.loseRows('heads', everything);
  const ports = { ...working.afresh, ...settings, secondOperator: true, sealer: sealerOf() };
  const { digest, chains, problems, doubts } = await planned();
  expect(chains.map(({ chain, largest }) => [chain, largest])).toEqual([
    ['_system', expect.stringContaining('the tree that was signed')],
    ['heart-study', expect.stringContaining('the tree that was signed')],
    ['lung-study', expect.stringContaining('the tree that was signed')],
  ]);
  expect([problems, doubts]).toEqual([[], []]);
  const wanted = { reason: 'the table is gone', digest };
  await expect(writeHeads(ports, { ...wanted, caller: otto, digest: 'another' })).rejects.toThrow(
    'nothing was written',
  );
  const first = await writeHeads(ports, { ...wanted, caller: otto });
  if (first.kind !== 'waits') throw new Error('one operator was enough');
  expect(await ports.audit.head(project)).toBeUndefined();
  await expect(writeHeads(ports, { ...wanted, caller: otto, first: first.first })).rejects.toThrow('Another operator');
  await expect(writeHeads(ports, { ...wanted, caller: orla, first: 'made up' })).rejects.toThrow('No first operator');
  expect(await writeHeads(ports, { ...wanted, caller: orla, first: first.first })).toMatchObject({ kind: 'agreed' });
  expect((await planned()).chains).toEqual([]);
  await happen('after');
  expect((await verifyProofs(working.afresh)).findings).toEqual([]);
});

test.each(storedRows.flatMap(({ place }) => (place.startsWith('row:heads ') ? [place] : [])))(
  'what has lost %s, and then its head, comes back without a line that stands twice',
  async (place) => {
    await happen('the last');
    await working.loseRows('heads', (kind, { partition }) => kind === place && partition === project);
    const again = [anEvent('the last', { project })];
    await expect(working.afresh.audit.append(project, again)).rejects.toThrow('docs/restore.md');
    await working.loseRows('heads', (kind) => kind === 'row:heads head');
    const ports = { ...working.afresh, ...settings, secondOperator: true, sealer: sealerOf() };
    const { digest, problems } = await planned();
    expect(problems).toEqual([]);
    const wanted = { reason: 'rows are gone', digest };
    const first = await writeHeads(ports, { ...wanted, caller: otto });
    if (first.kind !== 'waits') throw new Error('one operator was enough');
    await writeHeads(ports, { ...wanted, caller: orla, first: first.first });
    await working.afresh.audit.append(project, again);
    expect(await verifyProofs(working.afresh)).toMatchObject({ ok: true, findings: [] });
  },
);

test('rows of lines that are gone come back, with the head that stands', async () => {
  await working.loseRows('heads', (kind) => kind === 'row:heads event');
  await happen('before anybody looked');
  expect((await planned()).chains.map(({ why }) => why)).toContainEqual(expect.stringContaining('rows tell of 1'));
});

function sealerOf() {
  return createCookieCipher(working.world.ports.secrets, working.world.time);
}

/** Everything that can remember how far a chain had come: it is made, the rest is taken away, and what is brought is given. */
const anchors: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'a receipt': async () => [],
  'what was signed of the tree': async () => {
    await happen('later');
    await sign();
    working.loseContainer('control/manifests');
    return [];
  },
  'a note that somebody brings': async () => {
    await sign();
    await happen('later');
    const note = await sign();
    loseNewestStep();
    return [`> ${noteLine(note).replaceAll(' ', '\n> ')}`];
  },
  'the proof beside a receipt': async () => {
    await sign();
    await working.world.ports.manifests.writeReceiptProof(
      'exp_later-release',
      `c2sp.org/tlog-proof@v1\n\n${await laterNote()}`,
    );
    return [];
  },
  'a mail that waits': async () => {
    await sign();
    const text = `Good morning,\n\n${noteLine(await laterNote())}\n`;
    const { keptMails } = working.world.ports;
    await keptMails.keep({
      messageId: 'digest',
      about: 'digest',
      to: 'a@example.org',
      subject: 's',
      text,
      html: '',
      since: '',
    });
    return [];
  },
  'a receipt that somebody brings': async () => {
    const { manifests } = working.world.ports;
    const [name = ''] = (await manifests.receiptPage()).items;
    const jws = (await manifests.readReceipt(name)) ?? '';
    working.loseContainer('control/manifests');
    return [jws];
  },
};

/** The note of an hour of which the tree knows nothing any more. */
async function laterNote(): Promise<string> {
  const note = await sign();
  loseNewestStep();
  return note;
}

describe.each(Object.keys(anchors))('%s', (kind) => {
  test('keeps heads from being written over lines that are missing', async () => {
    const brought = (await anchors[kind]?.()) ?? [];
    await cut(kind.includes('receipt') && !kind.includes('proof') ? await linesSinceReceipt() : 1);
    const { problems } = await planned(brought);
    expect(problems.join('\n')).toMatch(/remembers \d+: the last (one|\d+).* missing|It contradicts/);
    const ports = { ...working.afresh, ...settings, secondOperator: true, sealer: sealerOf() };
    const wanted = { caller: otto, reason: 'gone', digest: (await planned(brought)).digest, anchors: brought };
    await expect(writeHeads(ports, wanted)).rejects.toThrow('Nothing was written');
  });
});

/** Lines behind that which the receipt remembers, and that one. */
async function linesSinceReceipt(): Promise<number> {
  const lines = await Array.fromAsync(working.world.ports.audit.lines(project));
  const at = lines.findIndex((line) => line.includes('"kind":"receipt.written"'));
  return lines.length - at + 1;
}

test('what is brought and is neither a receipt nor a note is refused, and so is one that nobody signed', async () => {
  const note = await sign();
  await working.loseRows('heads', everything);
  await expect(planned(['Good morning'])).rejects.toThrow('neither a receipt nor');
  const forged = noteLine(note).replace(/(\S+)$/, (signed) => `${signed.slice(0, 20)}AAAA${signed.slice(24)}`);
  await expect(planned([forged])).rejects.toThrow('false');
});

test('where nothing remembers a chain, whoever agrees is told', async () => {
  working.loseContainer('control/manifests');
  await working.loseRows('heads', everything);
  const { chains, doubts, problems } = await planned();
  expect([chains.length, problems]).toEqual([3, []]);
  expect(doubts).toContainEqual(expect.stringContaining('Nothing but its lines tells'));
});

test('whoever is stopped while a head is written anew leaves one that a process counts on which knew the end of the chain', async () => {
  const { ports } = working.world;
  for (let sweeps = 0; sweeps < 2; sweeps += 1) await working.sweep(ports);
  await working.loseRows('heads', (kind, { partition }) => kind === 'row:heads head' && partition === project);
  await working.sweep(ports);
  const dies = ({ service, operation }: ServiceCall) => {
    if (service.includes('heads') && operation === 'transact') throw new Error('it dies here');
  };
  const dying = working.world.storage.ofApp({ clock, hook: { before: dies, after: () => undefined } });
  await expect(storagePorts(dying).audit.restoreHead(project)).rejects.toThrow('it dies here');
  expect((await working.afresh.audit.head(project))?.count).toBe(0);
  await working.sweep(ports);
  expect((await working.afresh.audit.head(project))?.count).toBe((await collect(ports.audit.lines(project))).length);
});
