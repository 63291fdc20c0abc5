import { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Choice } from '../../src/domain/review/decision.ts';
import { showReview, takeDecision } from '../../src/functions/review/review.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { saveRemarks } from '../../src/use-cases/review/file-remarks.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { describeError, problemAnswer } from '../../src/web/problem.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { openEgress, startWorld, type World } from './world.ts';

/** Stands in every name, purpose, extension and metadata of the packages; nothing that leaves may hold it. */
const marker = 'Zq9Xmark';
const leak = new RegExp(marker, 'i');
const people = { ada: person('Ada', 11), ben: person('Ben', 12), cem: person('Cem', 13) };
const egress = { ...openEgress, allowedExtensions: null };

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ egress });
});
afterAll(() => world.stop());

async function drop(end: string, files: readonly string[] = [`${marker}/table.${marker}`, `plot-${marker}.csv`]) {
  const name = `${marker} ${end}`;
  for (const file of files)
    await world.put('exports', `heart-study/${name}/${file}`, 'x,y\n', { [marker.toLowerCase()]: marker });
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '', { purpose: `${marker} for the paper` });
  return world.open('export', `heart-study/${name}/_COMPLETE`);
}
type Key = Awaited<ReturnType<typeof drop>>;

async function untilReview(key: Key): Promise<void> {
  await world.run('export', key, { enough: async () => (await world.operation(key)).state === 'in-review' });
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key });
  expect(await pagesOf(key)).not.toMatch(leak);
}

async function linksOf(key: Key): Promise<{ to: string; handle: string }[]> {
  return (await world.mails()).flatMap(({ to, text }) => {
    const handle = text.includes(key.id) ? /\/api\/review\/([\w-]+)\?choice=approve/.exec(text)?.[1] : undefined;
    return handle === undefined ? [] : [{ to: to[0]?.address ?? '', handle }];
  });
}

async function answer(key: Key, who: keyof typeof people, choice: Choice, reason = '') {
  const { email, oid } = people[who];
  const handle = (await linksOf(key)).find(({ to }) => to === email)?.handle ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason, lookedAt: true, deidentified: true, digest };
  return decide(
    { ...world.ports, groupsClaim: groupsOff },
    { handle, approver: { oid, emails: [], groups: [] }, ...said },
  );
}

/** What somebody outside gets who has the links of a package and is not signed in: pages, refusals and problem answers, as text. */
async function pagesOf(key: Key): Promise<string> {
  const services = {
    sealer: createCookieCipher(world.ports.secrets, world.ports.clock),
    tokens: { verify: async () => ({ ok: false, reason: 'no token' }) as const },
    review: { ...world.ports, secureBlobUrl: 'https://secure.example.org', groupsClaim: groupsOff },
    publicBaseUrl: 'https://gate.example.org',
  };
  const workflows = { start: async () => undefined, wake: async () => undefined, newerVersion: async () => undefined };
  const seen: string[] = [];
  for (const { handle } of await linksOf(key)) {
    for (const [method, handler] of [
      ['GET', showReview(services)],
      ['POST', takeDecision(services)],
    ] as const) {
      const asked = new Request(`https://gate.example.org/api/review/${handle}?choice=deny`, {
        headers: { origin: 'https://gate.example.org' },
      });
      const request = {
        method,
        url: asked.url,
        headers: new Headers({ origin: 'https://gate.example.org' }),
        params: { handle },
        body: ReadableStream.from([Buffer.from('choice=approve&reason=x')]),
      };
      const reply = await handler(request, workflows).catch((error: unknown) =>
        problemAnswer(describeError(error), 'r'),
      );
      seen.push(JSON.stringify(reply));
    }
  }
  return seen.join('\n');
}

/** The mails about a package, and its notices by path. */
async function toldOf(key: Key) {
  const mails = (await world.mails()).filter((mail) => JSON.stringify(mail).includes(key.id));
  return { mails, notices: await world.contents('notices', `heart-study/${key.id}`) };
}

test('a rejected package tells its rules and names only in its notice', async () => {
  await world.project({ egress: { ...egress, allowedExtensions: ['.csv'] } });
  const key = await drop('rejected', [`${marker}.exe-${marker}`, `${marker}~.csv`, `a/${marker}*.csv`]);
  expect(await world.run('export', key)).toMatchObject({ state: 'rejected' });
  await world.project({ egress });
  const { mails, notices } = await toldOf(key);
  expect(mails.map(({ to }) => to[0]?.address).sort()).toEqual(['rita@example.org', 'ron@example.org']);
  for (const { text } of mails) {
    expect(text).not.toMatch(/Rename the file|kinds of file/);
    expect(text).toContain('up to 10 files, up to 1 MB');
    expect(text).toContain(`notices/heart-study/${key.id}.txt`);
  }
  expect(Object.keys(notices)).toEqual([`heart-study/${key.id}.txt`]);
  expect(notices[`heart-study/${key.id}.txt`]).toContain('Rename the file: it holds * or ?');
  expect(notices[`heart-study/${key.id}.txt`]).toContain(`${marker}.exe-${marker}: Only these kinds of file may pass`);
});

test('a package that fails twice has a notice for each time, with the names that differ', async () => {
  const key = await drop('failed');
  await untilReview(key);
  await answer(key, 'ada', 'approve');
  await answer(key, 'ben', 'approve');
  await world.put('review', `heart-study/${key.id}/${marker}/table.${marker}`, 'z,z,z\n');
  expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
  await world.activities.move({ key, from: 'failed', event: 'retry' });
  expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
  const { mails, notices } = await toldOf(key);
  expect(mails.filter(({ text }) => text.includes('It stopped while it was releasing'))).not.toEqual([]);
  expect(Object.keys(notices)).toEqual([`heart-study/${key.id}-2.txt`, `heart-study/${key.id}.txt`]);
  for (const notice of Object.values(notices)) expect(notice).toContain(`table.${marker}`);
  expect(await pagesOf(key)).not.toMatch(leak);
});

test.each([
  ['a denied package', 'denied', 'deny', 'gave these reasons'],
  ['a package that is to be changed', 'to be changed', 'changes', 'ask for changes'],
] as const)(
  '%s comes back with the reasons in the mail, and with its place in the notice',
  async (_, name, choice, words) => {
    const key = await drop(name);
    await untilReview(key);
    await answer(key, 'cem', choice, 'Row 3 shows one person');
    expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
    const { mails, notices } = await toldOf(key);
    const told = mails.filter(({ subject }) => /was not released|Changes are wanted/.test(subject));
    expect(told).toHaveLength(2);
    for (const { text } of told)
      expect(text).toMatch(
        new RegExp(`notices/heart-study/exp_\\w+\\.txt[\\s\\S]*${words}[\\s\\S]*- Row 3 shows one person`),
      );
    const [notice] = Object.values(notices);
    expect(notice).toContain(`returned/heart-study/${marker} ${name}/${key.id}/`);
    expect(notice).toContain(words);
    expect(notice).toContain('- Row 3 shows one person');
    expect(await pagesOf(key)).not.toMatch(leak);
  },
);

test('remarks about files are read in the notice only', async () => {
  const key = await drop('remarked');
  await untilReview(key);
  const of = { exportId: key.id, round: 1, approver: people.cem.oid };
  const remarks = [
    { number: 1, seen: true, question: false, text: 'Round it to tens' },
    { number: 2, seen: false, question: true, text: '' },
  ];
  await saveRemarks(world.ports, of, remarks, 2);
  await answer(key, 'cem', 'changes', 'Some cells are small');
  expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
  const { mails, notices } = await toldOf(key);
  const told = mails.filter(({ subject }) => subject.includes('Changes are wanted'));
  expect(told).toHaveLength(2);
  for (const { text, html } of told)
    for (const form of [text, html]) {
      expect(form).toContain('Some cells are small');
      expect(form).not.toMatch(/Round it to tens|File [12]/);
    }
  const [notice] = Object.values(notices);
  expect(notice).toContain(`- File 1, ${marker}/table.${marker}: Round it to tens`);
  expect(notice).toContain(`- File 2, plot-${marker}.csv: there is a question`);
  for (const mail of mails) expect(JSON.stringify(mail)).not.toMatch(leak);
  expect(await pagesOf(key)).not.toMatch(leak);
});

test('a released package is told with exact numbers and no name', async () => {
  const key = await drop('released');
  await untilReview(key);
  await answer(key, 'ada', 'approve');
  await answer(key, 'ben', 'approve');
  expect(await world.run('export', key)).toMatchObject({ state: 'released' });
  const { mails, notices } = await toldOf(key);
  expect(mails.find(({ subject }) => subject.includes('was released'))?.text).toContain('2 files, 8 bytes');
  expect(notices).toEqual({});
  expect(await pagesOf(key)).not.toMatch(leak);
});

test('a package that is withdrawn in review is told of without its name and without the reason, to approvers and researchers', async () => {
  const key = await drop('withdrawn');
  await untilReview(key);
  const workflows = { start: async () => undefined, wake: async () => undefined, newerVersion: async () => undefined };
  const wish = { key, by: person('Rita', 2).oid, part: 'researcher' as const, reason: `${marker} has an error` };
  await withdrawOperation(world.ports, workflows, wish);
  expect(await pagesOf(key)).not.toMatch(leak);
  expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
  const { mails, notices } = await toldOf(key);
  expect(mails.filter(({ subject }) => subject.includes('was withdrawn'))).toHaveLength(3);
  expect(mails.filter(({ subject }) => subject.includes('was not released'))).toHaveLength(2);
  expect(Object.values(notices).join()).toContain(`returned/heart-study/${marker} withdrawn/${key.id}/`);
  expect(await pagesOf(key)).not.toMatch(leak);
});

test('a package that goes back because the project has ended is told of likewise', async () => {
  const key = await drop('too late');
  await untilReview(key);
  await answer(key, 'ada', 'approve');
  await answer(key, 'ben', 'approve');
  await world.project({ egress, ends: '2026-01-02' });
  expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
  await world.project({ egress });
  expect(Object.values((await toldOf(key)).notices).join()).toContain(`${marker} too late`);
  expect(await pagesOf(key)).not.toMatch(leak);
});

test('through all of this the marker stands in no mail, and no mail before an approval has exact numbers', async () => {
  const mails = await world.mails();
  expect(mails.length).toBeGreaterThan(12);
  for (const mail of mails) {
    expect(JSON.stringify(mail)).not.toMatch(leak);
    if (!mail.subject.includes('was released')) expect(mail.text).not.toMatch(/\b\d+ (?:files|bytes)\b(?<!10 files)/);
  }
});
