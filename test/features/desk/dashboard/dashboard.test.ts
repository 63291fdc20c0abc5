import { beforeEach, describe, expect, test } from 'vitest';
import { shortNumber } from '../../../../src/domain/base/door.ts';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { shownOf } from '../../../../src/domain/overview/shown.ts';
import { weekOf } from '../../../../src/domain/overview/week.ts';
import type { Somebody } from '../../../../src/domain/people/people.ts';
import type { Project } from '../../../../src/domain/project/project.ts';
import type { Round } from '../../../../src/domain/review/round.ts';
import type { ChosenLines } from '../../../../src/features/desk/dashboard/chosen-lines.ts';
import { dashboardPage } from '../../../../src/features/desk/dashboard/dashboard-page.ts';
import { needsOf } from '../../../../src/features/desk/dashboard/needs.ts';
import { readOverview } from '../../../../src/features/desk/dashboard/overview.ts';
import { renderPage } from '../../../../src/pages/base/layout.ts';
import { sweep } from '../../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../../activities/flow-settings.ts';
import { aHold } from '../../../contract/holds-contract.ts';
import { aDecision, anEvent, anOperation, aRound } from '../../../contract/samples.ts';
import { aReader, aVisitor, definition, person, sampleProject, suspension } from '../../../domain/sample.ts';
import { MemoryWorld } from '../../../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const HOUR = 3_600_000;

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(7);
  await world.project();
});

const ago = (hours: number) => new Date(world.time.now().getTime() - hours * HOUR).toISOString();
const overview = (viewer: Somebody = aReader, wanted: ChosenLines = {}) =>
  readOverview({ ...world.ports, ...sweepSettings, secondOperator: true }, viewer, { wanted });
const pageOf = async (...asked: Parameters<typeof overview>) =>
  await renderPage(dashboardPage(await overview(...asked), aVisitor));
const needs = async (...asked: Parameters<typeof overview>) => needsOf(await overview(...asked));

async function opened(change: Partial<Operation>): Promise<Operation> {
  const operation = anOperation({ since: ago(1), ...change });
  await world.ports.register.open(operation, []);
  return operation;
}

async function inReview(deadline: string, change: Partial<Operation> = {}): Promise<Operation> {
  const operation = await opened({ door: 'export', state: 'in-review', round: 1, ...change });
  const { project, id: exportId } = operation;
  await world.ports.decisions.openRound(aRound({ exportId, project, deadline }));
  return operation;
}

/** The people of the sample project with others in some of its lists. */
function projectPeople(change: Partial<Project['people']>): Project['people'] {
  return { ...sampleProject().people, ...change };
}

function oidOf({ approvers }: Round, index: number): string {
  return approvers[index]?.oid ?? '';
}

/** Stores a definition that today's rules need not accept. */
async function putDefinition(id: string, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  await world.storage.container('control', 'projects').getBlockBlobClient(`${id}.json`).upload(text, text.length);
}

test('a week in which unusually much left is named for a week, where the project wants it', async () => {
  await world.project({ id: 'lung-study', egress: { ...sampleProject().egress, unusualTold: true } });
  for (const project of ['heart-study', 'lung-study'])
    for (let weeks = 1; weeks <= 10; weeks += 1) {
      const week = weekOf(ago(weeks * 7 * 24));
      const size = { count: weeks === 1 ? 60 : 10, bytes: 5 };
      const ending = { key: week, week, of: 'export', end: 'released', milliseconds: 1 } as const;
      await world.ports.weeks.count(project, [{ ...ending, size, left: size }]);
    }
  await sweep(world.ports, idle, sweepSettings);
  const page = await pageOf();
  expect(page).toMatch(/Unusually much left <a [^>]*>lung-study<\/a> in the week 2026-W08: 60 files, 5 bytes/);
  expect(page.match(/Unusually much left </g)).toHaveLength(1);
  expect(await pageOf(aReader, { project: 'heart-study' })).not.toContain('Unusually much');
  await world.time.pass(7 * 24 * HOUR);
  await sweep(world.ports, idle, sweepSettings);
  expect(await pageOf()).not.toContain('Unusually much');
});

describe('what needs somebody', () => {
  test('is one list, with the most overdue first and then what waits longest', async () => {
    const old = await opened({ state: 'failed', since: ago(90) });
    const young = await opened({ state: 'rejected', since: ago(2) });
    const late = await inReview(ago(3));
    const later = await inReview(ago(30));
    const inTime = await inReview(ago(-30), { since: ago(50) });
    await opened({ state: 'copying', since: ago(900) });
    await sweep(world.ports, idle, sweepSettings);
    const ids = (await needs()).map(({ id }) => id);
    expect(ids).toEqual([later, late, old, inTime, young].map(({ id }) => id));
  });

  test('has the researcher whose purpose is waited for, and the owner whose marker is missing', async () => {
    const marker = await opened({ missing: 'marker' });
    await opened({});
    expect((await needs()).map(({ id, waitsOn }) => [id, waitsOn])).toEqual([[marker.id, 'Data owner']]);
  });

  test('has holds without an end that are a week old, and no younger ones', async () => {
    await world.ports.holds.put(aHold({ project: 'heart-study', since: ago(8 * 24) }), null);
    await world.ports.holds.put(aHold({ project: '_all', since: ago(24) }), null);
    expect((await needs()).map(({ title, of, href }) => [title, of, href])).toEqual([
      ['Hold', 'heart-study', '/api/ops/desk/holds'],
    ]);
    expect(await pageOf()).toContain('All projects');
  });

  test('has an operator where too few approvers are left, not the approvers', async () => {
    const { id: exportId, project } = await opened({ door: 'export', state: 'in-review', round: 1 });
    await world.ports.decisions.openRound(aRound({ exportId, project, rules: { ...aRound().rules, quorum: 4 } }));
    expect(await needs()).toMatchObject([{ waitsOn: 'Operator', why: expect.stringContaining('too few approvers') }]);
  });

  test('has a definition that the rules refuse before everything else, with a link to its project', async () => {
    await inReview(ago(30));
    await putDefinition('lung-study', { ...definition(), id: 'lung-study', ends: 'never' });
    const [first] = await needs();
    expect(first).toMatchObject({ title: 'Definition', of: 'lung-study', href: '/api/ops/desk/projects/lung-study' });
  });
});

test('a mail that is being sent needs nobody, and one that is late does', async () => {
  const shown = await overview();
  const untold = (minutes: number, isGivenUp = false) => {
    const since = new Date(Date.parse(shown.seenAt) - minutes * 60_000).toISOString();
    return {
      project: 'heart-study',
      id: `exp_${minutes}`,
      about: 'released',
      since,
      times: 1,
      message: 'no',
      isGivenUp,
    };
  };
  const late = needsOf({ ...shown, untold: [untold(1), untold(14), untold(16), untold(2, true)] });
  expect(late.map(({ id }) => id).toSorted()).toEqual(['exp_16', 'exp_2']);
});

describe('the filter', () => {
  const lena = { ...person('Lena', 31), independent: true };
  const { people } = definition();

  test('takes a project, a state, and a person by part of the name, e-mail or object id', async () => {
    await world.project({
      id: 'lung-study',
      people: projectPeople({ approvers: [lena, ...people.approvers.slice(0, 1)] }),
    });
    const heart = await opened({ state: 'rejected' });
    const lung = await opened({ state: 'failed', project: 'lung-study' });
    const ids = async (wanted: ChosenLines) => (await overview(aReader, wanted)).waiting.map(({ id }) => id).sort();
    expect(await ids({})).toEqual([heart.id, lung.id].sort());
    expect(await ids({ project: 'lung-study' })).toEqual([lung.id]);
    expect(await ids({ state: 'rejected' })).toEqual([heart.id]);
    for (const text of ['len', 'LENA@example.org', lena.oid]) expect(await ids({ person: text })).toEqual([lung.id]);
    expect(await ids({ person: 'Rita' })).toEqual([heart.id, lung.id].sort());
    expect(await ids({ project: 'lung-study', state: 'rejected' })).toEqual([]);
    const results = await opened({ door: 'export', state: 'failed', since: ago(4 * 24) });
    expect(await ids({ door: 'export' })).toEqual([results.id]);
    expect(await ids({ door: 'ingress' })).toEqual([heart.id, lung.id].sort());
    expect(await ids({ days: '3' })).toEqual([results.id]);
    expect(await ids({ days: '7' })).toEqual([]);
  });

  test('never calls it quiet where only what fits is', async () => {
    await opened({ state: 'rejected' });
    const html = await pageOf(aReader, { state: 'failed' });
    expect(html).toContain('Nothing that fits waits or moves.');
    expect(html).not.toContain('All is quiet');
    expect(html).toContain('<details class="act" open><summary>Filter</summary>');
  });

  test('finds a review by whoever is asked in it, whether or not they have decided', async () => {
    const { id } = await inReview(ago(-30));
    const round = aRound({ exportId: id });
    const ids = async (text: string) => (await overview(aReader, { person: text })).waiting.map((line) => line.id);
    await world.project({
      id: 'lung-study',
      people: projectPeople({ researchers: [{ ...person('Bea', 41), oid: oidOf(round, 1) }] }),
    });
    expect(await ids('Bea')).toEqual([id]);
    const stored = (await world.ports.decisions.read(id)).rounds[0];
    if (stored === undefined) throw new Error('the round is gone');
    await world.ports.decisions.record(aDecision(stored.value, 'b'), stored);
    expect(await ids('Bea')).toEqual([id]);
  });

  test('says of what is not there that it is not there, and keeps what was chosen', async () => {
    await opened({ state: 'rejected' });
    const html = await pageOf(aReader, { project: 'x"><b>', person: 'Nobody <i>', state: 'failed' });
    expect(html).toContain('No project is called &#39;x&quot;&gt;&lt;b&gt;&#39;.');
    expect(html).toContain('No definition names anybody as &#39;Nobody &lt;i&gt;&#39;.');
    expect(html).toContain('value="Nobody &lt;i&gt;"');
    expect(html).toContain('<option value="failed" selected>failed</option>');
    expect(html).toContain('Nothing that fits waits for anybody.');
  });
});

describe('an operator who is a researcher of a project', () => {
  const rita = { oid: person('Rita', 2).oid, emails: ['rita@example.org'] };
  const secret = 'small-cells';

  test('sees of it there what /api/mine shows: states, and no name of a package', async () => {
    const review = await inReview(ago(-24), { name: secret });
    const failure = { state: 'copying', message: `${secret} was away`, publicMessage: 'Away', at: ago(2) } as const;
    const failed = await opened({ door: 'export', state: 'failed', name: `${secret}-2`, failure, toldSince: ago(1) });
    const dataset = await opened({ state: 'failed', name: `${secret}-3`, failure });
    const other = await opened({ state: 'rejected', project: 'lung-study', name: 'spirometry' });
    await world.ports.overview.end(shownOf(anOperation({ door: 'export', state: 'released', name: `${secret}-5` })));
    await world.ports.overview.end(shownOf(anOperation({ state: 'available', name: `${secret}-6` })));
    await world.ports.audit.append('heart-study', [anEvent('e', { data: { name: secret } })]);
    await world.put('exports', `heart-study/${secret}-4/_COMPLETE`, '');
    await sweep(world.ports, idle, sweepSettings);
    const html = await pageOf(rita);
    expect(html).not.toContain(secret);
    for (const { id } of [review, failed]) {
      expect(html).toContain(`href="/api/mine/exports/heart-study/${id}">package ${shortNumber(id)}</a>`);
    }
    expect(html).not.toContain(dataset.id);
    expect(html).not.toContain('0 of 2 approvals');
    expect(html).toContain(`href="/api/ops/desk/datasets/lung-study/${other.id}"`);
    expect(html).toContain('You are a researcher of heart-study');
    expect(await pageOf()).toContain(secret);
  });

  test('sees nothing of it where /api/mine shows them nothing: another account, a suspension, a broken definition', async () => {
    const { id } = await inReview(ago(-24), { name: secret });
    const otherAccount = { oid: person('Rita', 77).oid, emails: ['Rita@Example.org'] };
    expect(await pageOf(otherAccount)).not.toContain(id);
    await putDefinition('heart-study', { ...definition(), suspended: [suspension(person('Rita', 2))] });
    expect(await pageOf(rita)).not.toContain(id);
    await putDefinition('heart-study', { ...definition(), ends: 'never' });
    const html = await pageOf(rita);
    expect(html).not.toContain(id);
    expect(html).not.toContain('Definitions that the rules refuse');
  });
});

describe('what people chose', () => {
  test('is shown as text and in its own direction, and cut when it is long', async () => {
    const hostile = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u202etxt.exe', 'x'.repeat(1000)];
    for (const text of hostile) {
      const failure = { state: 'copying', message: text, publicMessage: 'Away', at: ago(2) } as const;
      await opened({ state: 'failed', name: text.slice(0, 250), failure });
    }
    await world.ports.holds.put(aHold({ project: '_all', reason: hostile.join(' '), name: '<b>Otto</b>' }), null);
    const html = await pageOf();
    expect(html).not.toMatch(/<script|<img|<b>Otto/);
    expect(html).toContain('<bdi dir="auto">&lt;script&gt;');
    expect(html).toContain('<bdi>&lt;b&gt;Otto&lt;/b&gt;</bdi>');
    expect(html).not.toContain('x'.repeat(251));
  });

  test('is never an object id or a key of a row in the text', async () => {
    const { id, project, revision } = await opened({ state: 'failed' });
    const telling = {
      kind: 'telling',
      project,
      operation: id,
      revision,
      about: 'failed',
      since: ago(2),
      times: 3,
    } as const;
    await world.ports.register.open(anOperation({ state: 'failed' }), [{ ...telling, message: 'away' }]);
    await inReview(ago(-30));
    await sweep(world.ports, idle, sweepSettings);
    const html = await pageOf();
    expect(html).toContain('Raw data');
    const text = html.replace(/<pre dir="ltr">.*?<\/pre>/gs, '').replace(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/(ing|exp)_[0-9A-Z]{26}/);
    expect(text).not.toMatch(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
  });
});

describe('the audit', () => {
  test('is told in sentences with names, with the raw line behind each and a link to what it is about', async () => {
    const { id } = await opened({ state: 'failed' });
    const { oid } = person('Ada', 11);
    const data = { event: 'retry', reason: 'The lease is released <b>', name: 'cohort' };
    await world.ports.audit.append('heart-study', [
      anEvent('e', { kind: 'ingress.copying', operation: id, actor: oid, data }),
    ]);
    const [note] = (await overview()).audit;
    expect(note?.sentence).toMatch(/^Ada .*The lease is released <b>/);
    expect(note?.raw).toContain(oid);
    const html = await pageOf();
    expect(html).toContain('The lease is released &lt;b&gt;');
    expect(html).toContain(`<a href="/api/ops/desk/datasets/heart-study/${id}" title="${id}">${shortNumber(id)}</a>`);
    expect(html.replace(/<pre dir="ltr">.*?<\/pre>/gs, '')).not.toContain(oid);
  });
});

describe('a list', () => {
  test('shows the fifty that have waited longest, eight of them open, and counts the rest', async () => {
    for (let number = 0; number < 57; number += 1) await opened({ state: 'rejected', since: ago(100 - number) });
    await sweep(world.ports, idle, sweepSettings);
    const html = await pageOf();
    expect(html.match(/<tr><td class="wide what">/g)).toHaveLength(50);
    expect(html).toContain('<summary>42 more</summary>');
    expect(html).toContain('7 more wait.');
    expect(html).toContain('href="/api/ops/datasets?kind=needs-somebody&amp;sort=longest-waiting"');
  });
});
