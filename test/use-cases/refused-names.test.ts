import { beforeEach, describe, expect, test } from 'vitest';
import { readText } from '../../src/azure/base/blob-text.ts';
import { DAY, QUARTER } from '../../src/domain/base/time.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { rememberRefused } from '../../src/use-cases/refused/remember-refused.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { definition, person, sampleProject } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };
const project = 'heart-study';
const [minute, hour] = [60_000, 3_600_000];
const settings = { ...sweepSettings, mailWindowSeconds: 3600, ticks: { tell: 900, link: 300 } };
const kinds = { quietSeconds: 120, allowedExtensions: ['.csv'], maxFiles: 3, maxBytes: 1000 };

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(1);
  await rules();
});

async function rules(more: { maxIdle?: number } = {}): Promise<void> {
  const { ingress, egress } = sampleProject();
  const people = { ...definition().people, operators: [person('Otto', 21)] };
  await world.project({
    people,
    ingress: { ...ingress, ...kinds, ...more, singleFiles: 'allow' },
    egress: { ...egress, ...kinds, ...more },
  });
}

const look = () => sweep(world.ports, idle, settings);

/** A look each minute for so long. */
async function wait(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= minute) {
    await world.time.pass(minute);
    await look();
  }
}

const put = (place: 'ingress' | 'exports', path: string, text = 'a') => world.put(place, `${project}/${path}`, text);
const take = (place: 'ingress' | 'exports', path: string) =>
  world.container(place).getBlobClient(`${project}/${path}`).delete();
const announce = async (door: 'ingress' | 'export', path: string) =>
  (await announceUpload(world.ports, idle, { door, path: `${project}/${path}` })).kind;
const refused = async (door: 'ingress' | 'export') => (await world.ports.refused.get(door, project)).value.names;
const operations = async (door: 'ingress' | 'export') => (await world.ports.register.list(door, project)).items;
const mails = (about = 'refused') => world.inbox.mails.filter(({ subject }) => subject.includes(about));

/** What lies in the container `notices`, by its path. */
async function inNotices(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const container = world.storage.container('secure', 'notices');
  for await (const { name } of container.listBlobsFlat())
    found[name] = (await readText(container.getBlobClient(name)))?.text ?? '';
  return found;
}
const notices = async () => Object.entries(await inNotices());

describe('what a listing shows to break a rule opens no operation', () => {
  test.each([
    ['a kind of file that may not pass', 'set/a.exe', 'extension'],
    ['a name of a file', 'set/a*.csv', 'name:wildcard'],
    ['a name of the whole', 'se^t/a.csv', 'name:caret'],
    ['too much', 'set/a.csv', 'max-bytes'],
  ])('by %s', async (_what, path, rule) => {
    await put('ingress', path, 'a'.repeat(rule === 'max-bytes' ? 2000 : 1));
    await put('exports', path, 'a'.repeat(rule === 'max-bytes' ? 2000 : 1));
    for (const door of ['ingress', 'export'] as const) {
      expect(await announce(door, path)).toBe('refused');
      await look();
      expect(await operations(door)).toEqual([]);
      expect((await refused(door))[0]?.problems[0]?.rule).toBe(rule);
    }
  });

  test('by too many files, and by names that differ only in case', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await put('ingress', `many/${name}.csv`);
    for (const name of ['a', 'A']) await put('ingress', `case/${name}.csv`);
    await put('exports', 'loose.csv');
    await look();
    expect((await refused('ingress')).flatMap(({ problems }) => problems.map(({ rule }) => rule))).toEqual([
      'name:case',
      'max-files',
    ]);
    expect((await refused('export'))[0]?.problems).toMatchObject([{ rule: 'single-file', value: 'loose.csv' }]);
  });

  test('but an upload that is under way goes on, whatever comes to it', async () => {
    await put('ingress', 'set/a.csv');
    expect(await announce('ingress', 'set/a.csv')).toBe('started');
    await put('ingress', 'set/b.exe');
    expect(await announce('ingress', 'set/b.exe')).toBe('open');
    await look();
    expect(await refused('ingress')).toEqual([]);
  });

  test('and what is put right is taken up, or gone from the list where it was taken away', async () => {
    await put('ingress', 'right/a.csv');
    await put('ingress', 'right/b.exe');
    await put('ingress', 'wrong.exe');
    await look();
    expect(await refused('ingress')).toHaveLength(2);
    await take('ingress', 'right/b.exe');
    await take('ingress', 'wrong.exe');
    await look();
    expect(await refused('ingress')).toEqual([]);
    expect(await operations('ingress')).toMatchObject([{ name: 'right' }]);
  });

  test('and nothing is refused any more where nothing at all lies at a door', async () => {
    await put('ingress', 'wrong.exe');
    await look();
    await take('ingress', 'wrong.exe');
    await look();
    expect(await refused('ingress')).toEqual([]);
  });
});

describe('a flood of what breaks rules', () => {
  test('of 300 loose files opens nothing, is told in one mail, and keeps no colleague waiting', async () => {
    for (let at = 0; at < 300; at += 1) {
      await put('ingress', `loose-${at}.exe`);
      expect(await announce('ingress', `loose-${at}.exe`)).toBe('refused');
      if (at % 100 === 99) await wait(minute);
    }
    await put('ingress', 'correct/a.csv');
    expect(await announce('ingress', 'correct/a.csv')).toBe('started');
    await put('ingress', 'unheard/a.csv');
    await look();
    expect((await operations('ingress')).map(({ name }) => name).sort()).toEqual(['correct', 'unheard']);
    await wait(30 * minute);
    expect(mails().map(({ to }) => to)).toEqual(['olga@example.org']);
    expect(mails()[0]?.text).toContain('loose-0.exe: ');
    expect(mails()[0]?.text).not.toContain('[extension]');
    expect(await refused('ingress')).toHaveLength(50);
  });

  test('of 120 broken packages opens nothing, says nothing of them outside, and lists them inside', async () => {
    for (let at = 0; at < 120; at += 1) await put('exports', `secret-${at}/a.exe`);
    await put('exports', 'correct/a.csv');
    await look();
    expect((await operations('export')).map(({ name }) => name)).toEqual(['correct']);
    await wait(40 * minute);
    expect(mails().map(({ to }) => to)).toEqual(['rita@example.org', 'ron@example.org']);
    for (const mail of mails()) {
      const whole = JSON.stringify(mail);
      for (const word of ['secret', 'exe', 'extension', '120', '50']) expect(whole).not.toContain(word);
      expect(mail.text).toContain(`notices/${project}/refused/`);
    }
    const [notice, ...more] = (await notices()).filter(([path]) => path.includes('/refused/'));
    expect(more).toEqual([]);
    expect(notice?.[0]).toMatch(/^heart-study\/refused\/\d{4}-\d\d-\d\dT\d\d-(00|15|30|45)\.txt$/);
    expect(notice?.[1]).toContain('secret-0/: a.exe: ');
    expect(notice?.[1]).toContain('More are refused');
  });

  test('of 10,000 files rests as one list, however often somebody looks', { timeout: 60_000 }, async () => {
    for (let at = 0; at < 10_000; at += 1) await put('ingress', `flood-${at}.exe`);
    await put('ingress', 'zz-correct/a.csv');
    await look();
    await look();
    expect(await refused('ingress')).toHaveLength(50);
    expect((await operations('ingress')).map(({ name }) => name)).toEqual(['zz-correct']);
  });

  test('that is renewed again and again is told in three mails an hour at most, and in a notice each quarter', async () => {
    for (let at = 0; at < 60; at += 1) {
      await put('ingress', `wave-${at}.exe`);
      await put('exports', `wave-${at}.exe`);
      await wait(minute);
      await take('ingress', `wave-${at}.exe`);
      await take('exports', `wave-${at}.exe`);
    }
    const times = mails().map(({ to }) => to);
    for (const to of ['olga@example.org', 'rita@example.org'])
      expect(times.filter((one) => one === to).length).toBeLessThanOrEqual(3);
    expect((await notices()).length).toBeLessThanOrEqual(hour / QUARTER + 1);
  });

  test('lists no more than `maxIdle`, and those that come first', async () => {
    world = new MemoryWorld(1);
    await rules({ maxIdle: 2 });
    for (const name of ['b', 'c']) await put('ingress', `${name}.exe`);
    await look();
    await put('ingress', 'a.exe');
    await put('ingress', 'd/a.csv');
    await look();
    expect((await refused('ingress')).map(({ name }) => name)).toEqual(['b.exe', 'c.exe']);
    expect(await operations('ingress')).toMatchObject([{ name: 'd' }]);
    await take('ingress', 'b.exe');
    await look();
    expect((await refused('ingress')).map(({ name }) => name)).toEqual(['c.exe', 'a.exe']);
  });
});

test('that packages are refused counts among the ends that a day may tell outside', async () => {
  world = new MemoryWorld(1);
  const { egress } = sampleProject();
  await world.project({ egress: { ...egress, ...kinds, endsToldPerDay: 1 } });
  await put('exports', 'first.exe');
  await wait(40 * minute);
  const told = mails().length;
  expect(told).toBe(2);
  await put('exports', 'second.exe');
  await wait(2 * hour);
  expect(mails()).toHaveLength(told);
  expect((await notices()).at(-1)?.[1]).toContain('second.exe');
  await world.time.pass(DAY);
  await wait(30 * minute);
  expect(mails()).toHaveLength(2 * told);
});

test('what stays is told again after seven days and then monthly, to senders and operators', async () => {
  await put('ingress', 'wrong.exe');
  await put('exports', 'secret.exe');
  await wait(30 * minute);
  const before = mails().length;
  await world.time.pass(8 * DAY);
  await wait(2 * minute);
  const reminders = mails('still refused');
  expect(reminders.map(({ to }) => to).sort()).toEqual(
    [...['olga', 'otto', 'rita', 'ron'], 'otto'].map((name) => `${name}@example.org`).sort(),
  );
  expect(mails()).toHaveLength(before + reminders.length);
  await world.time.pass(30 * DAY);
  await wait(2 * minute);
  expect(mails('still refused')).toHaveLength(2 * reminders.length);
});

test.each([
  ['of new names', 0, 40 * minute],
  ['of names that stay', 40 * minute, 8 * DAY],
])('a notification %s whose line stands is repeated when the list is another by then', async (_what, early, late) => {
  await put('exports', 'secret/a.exe');
  await look();
  await wait(early);
  const { value: before } = await world.ports.refused.get('export', project);
  await world.time.pass(late);
  await look();
  // The line was written, and then the row did not learn of it.
  await rememberRefused(world.ports, before, () => before);
  await put('exports', 'another/a.exe');
  await wait(40 * minute);
  expect((await refused('export')).map(({ name, isTold }) => [name, isTold])).toEqual([
    ['secret', true],
    ['another', true],
  ]);
});
