import { beforeEach, expect, test } from 'vitest';
import { requireProject } from '../../../src/activities/operation/operations.ts';
import { seeMine } from '../../../src/features/mine/see-mine.ts';
import { nextReview } from '../../../src/use-cases/review/inbox.ts';
import { anOperation, aRound } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const hour = 3_600_000;
const evidence = {
  hash: 'e'.repeat(64),
  verdicts: { lookedAt: 3, note: 0, notChecked: 0, review: 0, block: 0 },
  unchecked: 0,
  types: [],
};

let world: MemoryWorld;
let me: { readonly oid: string; readonly emails: readonly string[] };
let requests = 0;
beforeEach(async () => {
  world = new MemoryWorld(11, {
    before: () => {
      requests += 1;
    },
    after: () => undefined,
  });
  await world.project({ id: 'heart-study' });
  await world.project({ id: 'kidney-study' });
});

/** So many packages that wait, one an hour, each due so many hours from now and with nothing found in every third. */
async function reviews(count: number, project = 'heart-study'): Promise<string[]> {
  const { people } = (await requireProject(world.ports.projects, project)).value;
  const [first] = people.approvers;
  me = { oid: first?.oid ?? '', emails: [first?.email ?? ''] };
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const since = new Date(world.time.now().getTime() - (count - at) * hour).toISOString();
    const change = { name: `table-${at}`, purpose: `Table ${at}`, since, round: 1 };
    const operation = anOperation({ project, door: 'export', state: 'in-review', ...change });
    await world.ports.register.open(operation, []);
    const deadline = new Date(world.time.now().getTime() + (at + 1) * 6 * hour).toISOString();
    const approvers = people.approvers.map((person) => ({ ...person, since }));
    const known = at % 3 === 0 ? { evidence } : {};
    const round = { exportId: operation.id, project, approvers, openedAt: since, deadline };
    await world.ports.decisions.openRound(aRound({ ...round, ...known }));
    ids.push(operation.id);
  }
  return ids;
}

test('reviews come by pages, the oldest first, and a page costs the same however many wait', async () => {
  const ids = await reviews(25);
  const pages = [1, 2, 3, 9].map((page) => seeMine(world.ports, me, { page }));
  const shown = (await Promise.all(pages)).map((mine) => mine.reviews.map(({ id }) => id));
  expect(shown).toEqual([ids.slice(0, 10), ids.slice(10, 20), ids.slice(20), ids.slice(20)]);
  const { reviews: first, inbox } = await seeMine(world.ports, me);
  expect(first[0]).toMatchObject({ name: 'table-0', purpose: 'Table 0', evidence });
  expect(inbox).toEqual({ all: 25, late: 3, eyes: 16, quiet: 9, page: 1, pages: 3 });
  const costOf = async () => {
    requests = 0;
    await seeMine(world.ports, me);
    return requests;
  };
  const before = await costOf();
  await reviews(25);
  expect(await costOf()).toBe(before);
});

test('a list is narrowed by what is urgent, by what was found, and to a project', async () => {
  await reviews(9);
  const quiet = await seeMine(world.ports, me, { show: 'quiet' });
  expect(quiet.reviews.map(({ name }) => name)).toEqual(['table-0', 'table-3', 'table-6']);
  const late = await seeMine(world.ports, me, { show: 'late' });
  expect(late.reviews.map(({ name }) => name)).toEqual(['table-0', 'table-1', 'table-2']);
  const [other] = await reviews(1, 'kidney-study');
  const there = await seeMine(world.ports, me, { project: 'kidney-study', show: 'quiet' });
  expect(there.reviews.map(({ id }) => id)).toEqual([other]);
  expect(there.inbox).toMatchObject({ all: 1, project: 'kidney-study', show: 'quiet' });
});

test('an account that is like that of another approver is told no name, and no purpose', async () => {
  await reviews(2);
  const { value: project } = await requireProject(world.ports.projects, 'heart-study');
  const like = { oid: me.oid, emails: [project.people.approvers[1]?.email ?? ''] };
  const mine = await seeMine(world.ports, like);
  expect(mine.reviews).toHaveLength(2);
  for (const review of mine.reviews) expect(Object.keys(review)).not.toEqual(expect.arrayContaining(['name']));
  expect(JSON.stringify(mine)).not.toMatch(/table-|Table /);
});

test('after a review comes the one that was opened next, and after the last the oldest', async () => {
  const ids = await reviews(3);
  const after = async (at: number) => {
    const openedAt = new Date(world.time.now().getTime() - (3 - at) * hour).toISOString();
    return await nextReview(world.ports, me, { exportId: ids[at] ?? '', openedAt }, undefined);
  };
  expect((await after(0)).next?.shown.id).toBe(ids[1]);
  expect((await after(2)).next?.shown.id).toBe(ids[0]);
  expect((await after(2)).count).toBe(2);
});
