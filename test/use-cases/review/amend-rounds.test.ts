import { beforeAll, describe, expect, it } from 'vitest';
import { findPerson, groupIdsOf } from '../../../local/azure/directory.ts';
import { researchersSince } from '../../../src/activities/lifecycle/researchers-since.ts';
import { requireProject } from '../../../src/activities/operation/operations.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { amendRoundsOf } from '../../../src/use-cases/review/amend-rounds.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { findReview } from '../../../src/use-cases/review/find-review.ts';
import { closedBecause } from '../../../src/use-cases/review/review-material.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { aProject, aReview, type SeededReview } from '../../functions/running-app.ts';
import { type UnevenApp, unevenApp } from '../uneven-app.ts';

const woken: string[] = [];
let app: UnevenApp;
beforeAll(() => {
  app = unevenApp();
});

type Who = 'ada' | 'ben' | 'cleo';

const workflows = { start: async () => {}, wake: async (id: string) => void woken.push(id) };

function answer(review: SeededReview, who: Who, choice: 'approve' | 'deny' = 'approve') {
  const approver = review.round.approvers.find(({ email }) => email.startsWith(who));
  if (!approver) throw new Error(`${who} is not asked`);
  const { oid } = approver;
  const said = { lookedAt: true, deidentified: true, reason: choice === 'deny' ? 'Single persons can be seen.' : '' };
  const request = { handle: handleOf(review, who), choice, digest: review.round.digest };
  const groups = groupIdsOf(app.azure.directory, findPerson(app.azure.directory, who));
  const ports = { ...app.ports, groupsClaim: { on: true, projects: app.azure.projectGroups } };
  return decide(ports, { ...request, ...said, approver: { oid, emails: [], groups } });
}

function handleOf(review: SeededReview, who: Who): string {
  return review.links[who].split('/').at(-1) ?? '';
}

/** Puts the definition with other people or rules in force, without anybody looking at rounds. */
async function change(how: (project: Project) => Partial<Project>): Promise<Project> {
  const { value } = await requireProject(app.ports.projects, 'heart-study');
  return aProject(app, how(value));
}

const without = (who: Who) =>
  change(({ people }) => ({
    people: { ...people, approvers: people.approvers.filter(({ email }) => !email.startsWith(who)) },
  }));

const quorumOfThree = () =>
  change(({ egress }) => ({ egress: { ...egress, approval: { ...egress.approval, quorum: 3 } } }));

async function latest({ operation }: SeededReview) {
  const { rounds } = await app.ports.decisions.read(operation.id);
  return rounds.map(({ value }) => value);
}

async function auditOf({ operation }: SeededReview): Promise<string[]> {
  const kinds: string[] = [];
  for await (const line of app.ports.audit.lines('heart-study')) {
    if (line.includes(operation.id)) kinds.push(/"kind":"([\w.-]+)"/.exec(line)?.[1] ?? '');
  }
  return kinds;
}

describe('a decision after the definition changed', () => {
  it('is refused when its approver was taken out, though nobody had looked at the round yet', async () => {
    const review = await aReview(app);
    await without('cleo');
    expect(await answer(review, 'cleo', 'deny')).toMatchObject({ kind: 'refuse', code: 'not-approver' });
    expect(await latest(review)).toMatchObject([{ status: 'open', amended: { came: [] } }]);
    expect(await auditOf(review)).toEqual(['review.opened', 'review.amended']);
  });

  it('does not release what one approval was enough for before the quorum was raised', async () => {
    const review = await aReview(app);
    await answer(review, 'ada');
    await quorumOfThree();
    expect(await answer(review, 'ben')).toMatchObject({ kind: 'refuse', code: 'closed' });
    expect(await latest(review)).toMatchObject([
      { number: 1, status: 'superseded' },
      { number: 2, status: 'open', rules: { quorum: 3 } },
    ]);
    expect((await app.ports.register.get(keyOf(review)))?.value.round).toBe(2);
    const found = await findReview(app.ports, handleOf(review, 'ada'));
    expect(found && closedBecause(found, app.ports.clock.now())).toContain('a new round was opened');
  });

  it('is shown no file names by the link of somebody who left, before anything was written', async () => {
    const review = await aReview(app);
    await without('ben');
    const found = await findReview(app.ports, handleOf(review, 'ben'));
    expect(found && closedBecause(found, app.ports.clock.now())).toBe('You are no longer asked about this package.');
    expect(await latest(review)).toEqual([review.round]);
  });
});

function keyOf({ operation }: SeededReview) {
  return { project: operation.project, id: operation.id };
}

describe('amendRoundsOf', () => {
  it('amends every package of the project that is in review, and wakes its orchestration', async () => {
    const reviews = [await aReview(app), await aReview(app)];
    await without('cleo');
    const { rounds, later } = await amendRoundsOf(app.ports, workflows, 'heart-study');
    expect(rounds).toBeGreaterThanOrEqual(2);
    expect(later).toBe(0);
    for (const review of reviews) {
      expect((await latest(review)).at(-1)?.approvers).toHaveLength(2);
      expect(woken).toContain(review.operation.id);
    }
  });

  it('opens a denied round again when who denied is gone; who comes back may decide once more', async () => {
    const review = await aReview(app);
    await answer(review, 'cleo', 'deny');
    await without('cleo');
    await amendRoundsOf(app.ports, workflows, 'heart-study');
    expect(await latest(review)).toMatchObject([{ status: 'open' }]);
    await aProject(app);
    await amendRoundsOf(app.ports, workflows, 'heart-study');
    expect(await latest(review)).toMatchObject([{ status: 'open' }]);
    expect(await answer(review, 'cleo', 'approve')).toMatchObject({ kind: 'recorded' });
    expect(await answer(review, 'ada')).toMatchObject({ kind: 'recorded' });
    expect(await latest(review)).toMatchObject([{ status: 'approved' }]);
  });

  it('and a decision at the same instant are both decided by what the other wrote', async () => {
    for (let count = 0; count < 10; count += 1) {
      const review = await aReview(app);
      await answer(review, 'ada');
      await without('ben');
      const [outcome] = await Promise.all([answer(review, 'ben'), amendRoundsOf(app.ports, workflows, 'heart-study')]);
      expect(outcome).toMatchObject({ kind: 'refuse', code: 'not-approver' });
      expect(await latest(review)).toMatchObject([{ status: 'open' }]);
      expect((await auditOf(review)).filter((kind) => kind === 'review.amended')).toHaveLength(1);
    }
  });
});

describe('who was a researcher since the first file was written', () => {
  it('is refused when its approver was a researcher of an earlier definition, under any object id', async () => {
    const review = await aReview(app);
    await change(({ people }) => ({
      people: {
        ...people,
        researchers: people.approvers.slice(2).map(({ name, email }) => ({ name, email, oid: person('Clea', 77).oid })),
        approvers: people.approvers.slice(0, 2),
      },
    }));
    await aProject(app);
    expect(await answer(review, 'cleo')).toMatchObject({ kind: 'refuse', code: 'not-approver' });
  });
});

describe('researchersSince', () => {
  it('knows every definition that was in force since a time, and none that was replaced before', async () => {
    const names = (list: readonly { email: string }[]) => [...new Set(list.map(({ email }) => email))].sort();
    const project = sampleProject({ id: 'old-study' });
    const put = async (email: string) => {
      const researchers = [{ ...person('Rita', 2), email }];
      const standing = await app.ports.projects.get(project.id);
      const changed = { ...project, people: { ...project.people, researchers } };
      return (await app.ports.projects.put(changed, standing?.etag ?? null)).hash;
    };
    const [a, b, c] = [await put('a@example.org'), await put('b@example.org'), await put('c@example.org')];
    const now = await requireProject(app.ports.projects, 'old-study');
    const before = [
      { hash: a, since: '2026-01-01T00:00:00.000Z' },
      { hash: b, since: '2026-02-01T00:00:00.000Z' },
      { hash: a, since: '2026-03-01T00:00:00.000Z' },
    ];
    const since = async (time: string) =>
      names(
        await researchersSince(
          app.ports.projects,
          { ...now, hash: c, before, since: '2026-04-01T00:00:00.000Z' },
          time,
        ),
      );
    expect(await since('2026-05-01T00:00:00Z')).toEqual(['c@example.org']);
    expect(await since('2026-03-15T00:00:00Z')).toEqual(['a@example.org', 'c@example.org']);
    expect(await since('2026-04-01T00:00:05Z')).toEqual(['a@example.org', 'c@example.org']);
    expect(await since('2026-02-15T00:00:00Z')).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
    expect(await since('2025-01-01T00:00:00Z')).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
  });
});
