import { expect, test } from 'vitest';
import { sallyport } from '../../src/cli/program.ts';
import { datasetFacts } from '../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../src/domain/operation/export.ts';
import { type Failure, failureIn } from '../../src/domain/operation/operation.ts';
import { explainCompute } from '../../src/features/explain/domain/compute.ts';
import type { Explanation } from '../../src/features/explain/domain/explanation.ts';
import { explainOperation } from '../../src/features/explain/domain/operation.ts';
import { explainProject } from '../../src/features/explain/domain/project.ts';
import type { ProjectStatus } from '../../src/features/explain/domain/project-status.ts';
import { person, suspension } from '../domain/sample.ts';
import {
  aDataset,
  aDefinition,
  aPackage,
  aStanding,
  at,
  explained,
  now,
  openRound,
} from '../features/explain/domain/explained.ts';

const stale = { since: at, times: 1, lastAt: at, message: 'Its row is old', stale: 'ing_1.3.copied' };

/** Explanations of every state, and of what failed in every state. */
function* explanations(): Generator<Explanation> {
  for (const state of Object.keys(datasetFacts)) {
    yield explainOperation(explained(aDataset(state)));
    yield explainOperation(explained(aDataset('failed', failedIn(state))));
    yield explainOperation(explained(aDataset(state, { trouble: stale })));
  }
  for (const state of Object.keys(exportFacts)) {
    yield explainOperation(explained(aPackage(state), { round: openRound() }));
    yield explainOperation(explained(aPackage('failed', failedIn(state))));
    yield explainOperation(explained(aPackage('failed', { ...failedIn(state), package: aSummary })));
  }
  for (const standing of standings) yield explainProject({ standing, closing: null, waiting: [], now });
  const plan = {
    project: 'heart-study',
    actions: [],
    waiting: [],
    alerts: [],
    idle: [],
    notes: [],
    digest: 'd1',
    stopped: 'too many',
  };
  yield explainCompute({ standing: aStanding(), plan, open: [], now });
}

const aSummary = { digest: 'd'.repeat(64), count: 1, bytes: 1 };
const failedIn = (state: string): { failure: Failure } => ({ failure: failureIn(state, 'Something broke', at) });

const standings: readonly ProjectStatus[] = [
  aStanding(),
  aStanding({ inForce: aDefinition({ suspended: [suspension(person('Ada', 11))] }) }),
  aStanding({ inForce: aDefinition({ ends: '2026-02-01' }) }),
];

/** Parses words as the command does, without doing anything. Throws what it complains about. */
async function parse(words: readonly string[]): Promise<void> {
  const complaints: string[] = [];
  const program = sallyport(async () => {}, { writeErr: (text) => complaints.push(text) });
  await program.parseAsync(words, { from: 'user' }).catch(() => {
    throw new Error(`${words.join(' ')}: ${complaints.join('')}`);
  });
}

test('every command of ours that an explanation gives can be typed', async () => {
  const ours = [...explanations()]
    .flatMap(({ next }) => next)
    .filter(({ command: [program] }) => program === 'sallyport');
  const whole = ours.filter(({ command }) => !command.some((word) => word.startsWith('<')));
  expect(whole.length).toBeGreaterThan(100);
  for (const { command } of whole) await parse(command.slice(1));
});
