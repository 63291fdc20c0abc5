import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { loadCertificates } from '../../local/azure/certificates.ts';
import { type RunningCollector, startCollector, treesOf } from '../../local/azure/collector.ts';
import { until } from '../../local/people/until.ts';
import { nextVersion, presentVersion } from '../orchestrators/present-version.ts';
import { type Journey, startJourney } from './journey.ts';
import { deployNextVersion } from './next-version.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { someFiles } from './sample-people.ts';
import { onEvenDays as test } from './turns.ts';

let collector: RunningCollector;
let settings: Readonly<Record<string, string>>;
let journey: Journey;

beforeAll(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'sallyport-journey-'));
  collector = await startCollector({ port: 0, tls: await loadCertificates(join(stateFolder, 'azure')) });
  settings = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_TIMEOUT: '60000' };
  journey = await startJourney({ stateFolder, settings });
});
afterAll(async () => {
  await journey.end();
  await collector.close();
});

test('everything is stopped in the middle of a review and of a copy, and goes on when it is started again', async () => {
  await journey.drop('figures', someFiles('figures'));
  const { id } = await journey.reached('export', 'figures', 'in-review');
  await journey.rests(id);
  await journey.decide(id, 'cleo', { choice: 'approve' });
  await journey.stack.control.call('PUT', 'factory/knobs', { holdRuns: true });
  await journey.upload('cohort', someFiles('cohort'));
  await journey.reached('ingress', 'cohort', 'copying');

  const { sent, stack } = journey;
  await stack.stop();
  journey = await startJourney({ stateFolder: stack.stateFolder, settings });
  for (const [name, uploads] of sent.ingress) journey.sent.ingress.set(name, uploads);
  for (const [name, drops] of sent.export) journey.sent.export.set(name, drops);

  expect(await journey.reached('export', 'figures', 'in-review')).toMatchObject({ id });
  expect(await journey.decide(id, 'ben', { choice: 'approve' })).toContain('approved');
  await journey.reached('export', 'figures', 'released');
  await journey.reached('ingress', 'cohort', 'available');
  await expectNothingLost(journey);
});

test('each operation is one trace all the same, and so is each run that looked at computes', async () => {
  const shape = () => treesOf(collector.collected.spans).replaceAll(/ [\d.]+ s/g, '');
  const isTold = () => /^export → released$/m.test(shape()) && /^ingress → available$/m.test(shape());
  await until('the traces of both operations', async () => isTold() || undefined);
  const ids = collector.collected.spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
  const [, ofExport = ''] = /^(export →[\s\S]+?\n)(?=\S)/m.exec(`${shape()}.`) ?? [];
  // Of a package what came and went within a quarter of an hour is not told.
  expect(ofExport.trimEnd().split('\n')).toEqual(expect.arrayContaining(['export → released', '  round → approved']));
  const isMeasured = (wanted: string) => collector.collected.metrics.some(({ name }) => name === wanted);
  for (const name of ['sallyport.operations.waiting', 'http.server.request.duration'])
    await until(`the measurement ${name}`, async () => isMeasured(name) || undefined);
});

test('a later version of the app is deployed in the middle of a review and of a copy, and they end the former way', async () => {
  const hold = (holdRuns: boolean) => journey.stack.control.call('PUT', 'factory/knobs', { holdRuns });
  await hold(false);
  await journey.drop('tables', someFiles('tables'));
  const { id: review } = await journey.reached('export', 'tables', 'in-review');
  await journey.rests(review);
  await journey.decide(review, 'cleo', { choice: 'approve' });
  await hold(true);
  await journey.upload('wave', someFiles('wave'));
  const { id: copy } = await journey.reached('ingress', 'wave', 'copying');

  await deployNextVersion(journey.stack);
  await hold(false);
  await journey.reached('ingress', 'wave', 'available');
  await journey.finished(copy);
  expect(await journey.decide(review, 'ben', { choice: 'approve' })).toContain('approved');
  await journey.reached('export', 'tables', 'released');
  await journey.finished(review);
  expect([await journey.instanceVersion(review), await journey.instanceVersion(copy)]).toEqual([
    presentVersion,
    presentVersion,
  ]);

  await journey.upload('next', someFiles('next'));
  const { id: next } = await journey.reached('ingress', 'next', 'available');
  await journey.finished(next);
  expect(await journey.instanceVersion(next)).toBe(nextVersion);
  expect((await journey.completedActivities(next)).slice(0, 2)).toEqual(['loadOperation', 'loadOperation']);
  await expectNothingLost(journey);
});
