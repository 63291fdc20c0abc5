import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import type { SweepReport } from '../../src/domain/overview/sweep-report.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { DataListing } from '../../src/ports/storage.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { findOrphans } from '../../src/use-cases/overview/find-orphans.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSeconds } from '../../src/use-cases/overview/sweep-parts.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { openEgress, startWorld, type World } from '../activities/world.ts';
import { anEntry, anOperation, collect } from '../contract/samples.ts';

const idle: Workflows = { start: async () => {}, wake: async () => {} };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A clock that only moves when it is told to. */
function heldClock() {
  let time = Date.now();
  const move = (milliseconds: number) => {
    time += milliseconds;
  };
  return { now: () => new Date(time), move };
}

/** Names at the door for uploads, by their top-level folder; each that is listed takes some time. */
function manyNames(tops: ReadonlyMap<string, readonly string[]>, takes: () => void): DataListing {
  return {
    async *children(place, prefix) {
      if (place !== 'ingress') return;
      for (const name of prefix === '' ? tops.keys() : (tops.get(prefix) ?? [])) {
        if (prefix !== '') takes();
        yield name;
      }
    },
    async *pages(_place, path) {
      yield { date: new Date(), blobs: [{ ...anEntry(path), metadata: {} }] };
    },
  };
}

async function sweptIn(clock: ReturnType<typeof heldClock>, changes: Partial<Ports>) {
  const before = clock.now().getTime();
  const reports: SweepReport[] = [];
  await sweep({ ...world.ports, clock, ...changes }, idle, sweepSettings, (report) => reports.push(report));
  return { took: clock.now().getTime() - before, report: reports[0] };
}

describe('with 100,000 names at a door', () => {
  test('each sweep ends in time, the next goes on, and after some every name was seen', {
    timeout: 600_000,
  }, async () => {
    const projects = Array.from({ length: 50 }, (_, at) => `study-${String(at).padStart(2, '0')}`);
    for (const id of projects) await world.project({ id, ingress: { maxOpen: 1 }, egress: openEgress });
    const names = Array.from({ length: 2000 }, (_, at) => `f${at}.csv`);
    const clock = heldClock();
    const listing = manyNames(new Map(projects.map((id) => [`${id}/`, names])), () => clock.move(4));
    const seen = async () => {
      const doors = await Promise.all(projects.map((id) => world.ports.register.rememberedDoor('ingress', id)));
      return doors.filter(({ value }) => value.waiting === names.length - 1).length;
    };
    const counts: number[] = [];
    while (counts.length < 10 && counts.at(-1) !== projects.length) {
      const { took } = await sweptIn(clock, { listing });
      expect(took).toBeLessThan(sweepSeconds * 1000);
      counts.push(await seen());
    }
    expect(counts[0]).toBeGreaterThan(5);
    expect(counts[0]).toBeLessThan(projects.length);
    expect(counts.at(-1)).toBe(projects.length);
  });
});

test('two thousand names outside every project are recorded over some sweeps, each once', {
  timeout: 300_000,
}, async () => {
  const clock = heldClock();
  const tops = new Map(Array.from({ length: 2000 }, (_, at) => [`loose-${at}.csv`, []]));
  const { audit } = world.ports;
  const slow: Ports['audit'] = {
    ...audit,
    append: async (chain, events) => {
      if (chain === systemChain) clock.move(10_000);
      await audit.append(chain, events);
    },
  };
  const orphans = async () => {
    const lines = await collect(audit.lines(systemChain));
    return lines.filter((line) => line.includes('loose-')).length;
  };
  await sweptIn(clock, { listing: manyNames(tops, () => {}), audit: slow });
  const first = await orphans();
  expect(first).toBeGreaterThan(700);
  expect(first).toBeLessThan(1900);
  await sweptIn(clock, { listing: manyNames(tops, () => {}), audit: slow });
  expect(await orphans()).toBe(2000);
  expect(await findOrphans({ ...world.ports, listing: manyNames(tops, () => {}) })).toHaveLength(100);
});

test('a slow mail server holds up neither the doors nor the projects behind it for ever', async () => {
  const clock = heldClock();
  const since = clock.now().toISOString();
  const projects = Array.from({ length: 40 }, (_, at) => `mail-${String(at).padStart(2, '0')}`);
  for (const project of projects) {
    await world.project({ id: project, egress: openEgress });
    const operation = anOperation({ project, state: 'failed', since });
    const { id, revision } = operation;
    const telling = { kind: 'telling', project, operation: id, revision, about: 'failed', since, times: 0 } as const;
    await world.ports.register.open(operation, [telling]);
  }
  const told: string[] = [];
  const mailer: Ports['mailer'] = {
    send: async ({ messageId }) => {
      clock.move(30_000);
      told.push(messageId);
    },
  };
  const listing = manyNames(new Map([['mail-00/', ['late.csv']]]), () => {});
  const { report } = await sweptIn(clock, { mailer, listing });
  expect(told.length).toBeGreaterThanOrEqual(4);
  expect(told.length).toBeLessThan(projects.length);
  expect(report).toMatchObject({ started: 1 });
  for (let again = 0; again < 4; again += 1) await sweptIn(clock, { mailer, listing });
  expect(told).toHaveLength(projects.length);
  expect(new Set(told).size).toBe(projects.length);
});
