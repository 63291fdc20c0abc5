import { expect, test } from 'vitest';
import { keptRecords } from '../../src/domain/project/destruction.ts';
import { certificateCard } from '../../src/features/desk/project/certificate-card.ts';

const at = '2026-03-01T10:00:00.000Z';
const certificate = {
  ...{ kind: 'closure' as const, project: 'heart-study', releases: 'keep' as const, policyVersion: 'h' },
  ...{ closedAt: at, closedBy: null, confirmedBy: null, duties: [], chain: { count: 1, hash: 'h' }, issuedAt: at },
  operations: [
    {
      ...{
        operation: 'ing_1',
        door: 'ingress' as const,
        name: '<b>cohort',
        state: 'retracted',
        version: 2,
        receipts: [],
      },
      ...{ digest: 'd'.repeat(64), files: 3, bytes: 12 },
      destroyed: [
        { place: 'ingress' as const, at, restorableUntil: '2026-03-15T10:00:00.000Z' },
        { place: 'datasets' as const, at },
      ],
    },
  ],
};

test('the certificate shows what was destroyed where, until when it can be restored, and what is left and why', async () => {
  const destruction = {
    ...{ outcome: 'rest-stays' as const, lookedAt: at, kept: keptRecords },
    places: [
      { place: 'ingress' as const, files: 0 },
      { place: 'released' as const, files: 100_000, atLeast: true as const, why: 'It was chosen.' },
    ],
    computes: { lookedAt: at, left: ['machine dsvm-1'], why: 'People delete them.' },
  };
  const text = String(await certificateCard({ ...certificate, destruction }, 'UTC'));
  expect(text).toContain('&lt;b&gt;cohort');
  expect(text).toContain('3 files');
  expect(text).toMatch(/ingress: .*restorable until/);
  expect(text).toMatch(/datasets: .*not restorable/);
  expect(text).toContain('released: at least 100,000 files. It was chosen.');
  expect(text).toContain('machine dsvm-1. People delete them.');
  for (const { what } of keptRecords) expect(text).toContain(what);
  const gone = { ...destruction, outcome: 'all-gone' as const, places: [], computes: { lookedAt: at, left: [] } };
  expect(String(await certificateCard({ ...certificate, destruction: gone }, 'UTC'))).toContain(
    'found nothing of the project',
  );
});

test('one from before certificates said what was found is shown as such', async () => {
  expect(String(await certificateCard(certificate, 'UTC'))).toContain('before certificates said');
});

test('the certificate leads to what ever left of the project, and to each receipt', async () => {
  const [first] = certificate.operations;
  const operations = first === undefined ? [] : [{ ...first, receipts: ['ing_1-deletion', 'ing_1-retraction'] }];
  const text = String(await certificateCard({ ...certificate, operations }, 'UTC'));
  expect(text).toContain('href="/api/ops/releases?project=heart-study&amp;since=2000-01-01');
  for (const name of ['deletion', 'retraction'])
    expect(text).toContain(`href="/api/ops/desk/datasets/heart-study/ing_1/receipts/${name}"`);
});
