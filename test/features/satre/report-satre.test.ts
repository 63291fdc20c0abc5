import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { factsOf } from '../../../src/features/satre/domain/facts.ts';
import file from '../../../src/features/satre/domain/satre.json' with { type: 'json' };
import type { SatreReport } from '../../../src/features/satre/domain/statement.ts';
import { satreFile } from '../../../src/features/satre/domain/statement.ts';
import { readHeld, reportSatre, type SatrePorts } from '../../../src/features/satre/report-satre.ts';
import { satreMarkdown } from '../../../src/features/satre/satre-markdown.ts';
import { definition, person } from '../../domain/sample.ts';
import { bringIn } from '../../memory/bring-in.ts';
import { LivingWorld } from '../../memory/living-world.ts';
import { MemoryWorld } from '../../memory/world.ts';

const { statements, evidence: rules } = satreFile.parse(file);
const groups = { owners: 'g-o', researchers: 'g-r', approvers: 'g-a' };

const settings: Omit<SatrePorts, keyof MemoryWorld['ports']> = {
  secondOperator: true,
  groupsClaim: { on: true, projects: { 'heart-study': groups } },
  scannedDoors: ['ingress'],
  restorableDays: { ingress: 7, export: 17 },
  datasetDays: 30,
  images: ['dsvm'],
};

const of = (report: SatreReport, id: string) => {
  const found = report.statements.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no statement ${id}`);
  return found;
};

describe('a deployment that holds nothing yet', () => {
  test('meets no statement that rows would have to show, and says what is missing', async () => {
    const { ports } = new MemoryWorld(1);
    const report = await reportSatre({ ...ports, ...settings });
    for (const id of ['3.1.04', '3.1.05', '3.1.06', '3.1.10', '1.4.02', '1.4.04', '1.2.11'])
      expect([id, of(report, id).verdict, of(report, id).why]).toEqual([
        id,
        'partly',
        expect.stringMatching(/^Nothing shows it yet: /),
      ]);
    expect(of(report, '4.3.01').verdict).toBe('met');
    expect(report.verdicts.met).toBeLessThan(3);
  });
});

describe('a deployment in which much has happened', () => {
  let living: LivingWorld;
  let report: SatreReport;
  let requests = 0;
  const ask = (more: Partial<typeof settings> = {}) => reportSatre({ ...living.world.ports, ...settings, ...more });
  beforeAll(async () => {
    living = new LivingWorld('2026-03-02T10:00:00Z');
    living.sweeps = ['06:00'];
    const { world } = living;
    const [first, ...others] = definition().people.approvers;
    const people = { ...definition().people, approvers: [{ ...first, eligibleUntil: '2026-12-31' }, ...others] };
    const egress = { ...definition().egress, quietSeconds: 1, purposeRequired: false };
    const project = projectSchema.parse({ ...definition(), people, ingress: { quietSeconds: 1 }, egress });
    await world.ports.projects.put(project, null);
    await bringIn(world);
    const key = await living.package('heart-study', 'one');
    await living.decide(key, person('Ada', 11), 'approve');
    await living.decide(key, person('Ben', 12), 'approve');
    await living.until('2026-03-04T10:00:00Z');
    await living.package('heart-study', 'two');
    report = await ask();
  });
  afterAll(() => living.stop());

  test('shows by its rows that releases were decided, receipted and what was deleted', () => {
    expect(of(report, '3.1.06')).toMatchObject({ verdict: 'met', why: null });
    expect(of(report, '3.1.06').evidence[0]?.sentence).toBe(
      '1 of the newest 1 releases have a round that enough of its own approvers decided, by its own rules.',
    );
    expect(of(report, '3.1.10')).toMatchObject({ verdict: 'met' });
    expect(of(report, '3.1.07')).toMatchObject({ verdict: 'met' });
    expect(of(report, '3.1.05').verdict).toBe('met');
    expect(of(report, '1.2.11').evidence[0]?.sentence).toMatch(/^In the last 52 weeks 1 reviews were closed/);
    expect(of(report, '1.6.04').evidence[0]?.sentence).toContain(
      '1 of 6 owners, researchers and approvers take part until a day',
    );
    expect(of(report, '2.5.03').evidence[1]?.sentence).toContain('Nothing records when the audit was verified last');
  });

  test('tells nothing of single decisions, which whoever reads it may not see yet', () => {
    expect(JSON.stringify(report)).not.toContain('decision.recorded');
  });

  test('is told what speaks against a statement', async () => {
    const weak = await ask({ secondOperator: false, groupsClaim: { on: false, projects: {} } });
    expect(of(weak, '1.5.03')).toMatchObject({
      verdict: 'partly',
      why: expect.stringContaining('GROUPS_CLAIM is off'),
    });
    expect(of(weak, '3.1.02').why).toContain('SECOND_OPERATOR is off');
    await living.change('heart-study', (project) => ({
      ...project,
      egress: { ...project.egress, approval: { ...project.egress.approval, required: false } },
    }));
    expect(of(await ask(), '3.1.05').why).toContain('1 of 1 projects release packages without a review');
  });

  test('asks no more of its stores when there are twice as many operations', async () => {
    const { ports } = living.world;
    const counting = new Proxy(ports.decisions, {
      get: (target, name) => {
        requests += 1;
        return Reflect.get(target, name);
      },
    });
    for (let at = 0; at < 30; at += 1) {
      const shown = { id: `exp_${at}`, door: 'export' as const, project: 'heart-study', name: 'x', revision: 1 };
      await ports.overview.end({ ...shown, state: 'released', since: '2026-03-04T09:00:00.000Z' });
    }
    const sampled = await reportSatre({ ...ports, ...settings, decisions: counting });
    expect(requests).toBe(10);
    expect(sampled.looked).toContain('The newest 32 operations that ended');
  });
});

describe('every statement', () => {
  const ids = statements.map(({ id }) => id);

  test('stands once, in the order of its pillar, and all that a control plane should satisfy are there', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(59);
    expect(ids).toEqual([...ids].sort());
  });

  test('names evidence that there is, which names facts that there are, and always says something', async () => {
    const facts = factsOf(await readHeld({ ...new MemoryWorld(1).ports, ...settings }));
    expect(new Set(statements.flatMap(({ evidence }) => evidence))).toEqual(new Set(Object.keys(rules)));
    for (const [name, { cases }] of Object.entries(rules)) {
      const named = cases.flatMap(({ when = [], unless = [], says }) =>
        [when, unless, [...says.matchAll(/\{(.+?)\}/g)].map(([, fact = '']) => fact)].flat(),
      );
      for (const fact of named) expect(Object.keys(facts), name).toContain(fact);
      const last = cases.at(-1);
      expect([last?.when, last?.unless], name).toEqual([undefined, undefined]);
    }
  });

  test('is no better than it can be for a reason, and somebody has the rest', () => {
    for (const { id, best, why, duty } of statements) {
      const told = [why !== undefined, duty !== undefined];
      expect(told, id).toEqual(best === 'met' ? [false, false] : [true, true]);
    }
  });

  test('has evidence with words, a reason where it is no better, and names whose duty the rest is', async () => {
    const { ports } = new MemoryWorld(1);
    const { statements: judged } = await reportSatre({ ...ports, ...settings });
    for (const { id, evidence, verdict, why, duty, means } of judged) {
      expect([id, evidence.length > 0]).toEqual([id, true]);
      for (const { sentence } of evidence) {
        expect(sentence, id).toMatch(/^[A-Z0-9].*\.$/);
        expect(sentence, id).not.toMatch(/undefined|NaN|\[object|[{}"]/);
      }
      expect(means.length, id).toBeGreaterThan(10);
      if (verdict !== 'met') expect(why, id).toMatch(/\S/);
      if (verdict === 'not-ours') expect(duty, id).toMatch(/\S/);
    }
  });

  test('leads to pages and headings that are there', async () => {
    const { ports } = new MemoryWorld(1);
    const { statements: judged } = await reportSatre({ ...ports, ...settings });
    const root = join(import.meta.dirname, '../../..');
    const links = new Set(judged.flatMap(({ evidence }) => evidence.flatMap(({ link }) => link ?? [])));
    for (const link of links) {
      if (!link.startsWith('docs/')) continue;
      const [file = '', heading] = link.split('#');
      expect(existsSync(join(root, file)), link).toBe(true);
      if (heading === undefined) continue;
      const anchors = [...readFileSync(join(root, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      );
      expect(anchors, link).toContain(heading);
    }
  });

  test('stands in the report as Markdown, with its verdict and its evidence', async () => {
    const { ports } = new MemoryWorld(1);
    const judged = await reportSatre({ ...ports, ...settings });
    const text = satreMarkdown(judged);
    for (const { id, evidence } of judged.statements) {
      expect(text).toContain(`\n## ${id}: `);
      for (const { sentence } of evidence) expect(text).toContain(sentence);
    }
  });
});
