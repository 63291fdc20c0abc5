import { expect, test } from 'vitest';
import { journal, key, scripted } from './script.ts';

const instance = `${key.id}-retract`;

test('a version of which nothing is left gets its receipt and is retracted', async () => {
  const hub = scripted('ingress', 'retracting');
  hub.start('retract', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub)).toEqual(['loadOperation', 'lookAtRetraction', 'writeReceipt retraction', 'move retracted']);
});

test.each(['withdrawn', 'discarded'] as const)(
  'a copy that was never published ends as its upload did: %s',
  async (event) => {
    const hub = scripted('ingress', 'retracting', { lookAtRetraction: [{ kind: 'gone', event }] });
    hub.start('retract', instance, key);
    await hub.finish(instance);
    await hub.stop();
    expect(hub.output(instance)).toBe(event);
  },
);

test('a delete that the retention refused is no failure: it waits and looks again', async () => {
  const hub = scripted('ingress', 'retracting', {
    lookAtRetraction: [
      { kind: 'delete' },
      { kind: 'wait', waitSeconds: 86_400 },
      { kind: 'wait', waitSeconds: 86_400 },
      { kind: 'delete' },
      { kind: 'gone', event: 'retracted' },
    ],
    prepareTransfer: [{ kind: 'go', waitSeconds: 0 }],
  });
  hub.start('retract', instance, key);
  await hub.finish(instance);
  await hub.stop();
  const attempt = ['prepareTransfer', 'startTransfer', 'pollTransfer', 'closeTransfer'].map(
    (name) => `${name} dataset-retract`,
  );
  expect(journal(hub)).toEqual([
    'loadOperation',
    'lookAtRetraction',
    ...attempt,
    'lookAtRetraction',
    'lookAtRetraction',
    'lookAtRetraction',
    ...attempt,
    'lookAtRetraction',
    'writeReceipt retraction',
    'move retracted',
  ]);
});

test('a retention of many weeks begins the instance afresh, so that its history stays small', async () => {
  const weeks = Array.from({ length: 45 }, () => ({ kind: 'wait', waitSeconds: 86_400 }) as const);
  const hub = scripted('ingress', 'retracting', { lookAtRetraction: [...weeks, { kind: 'gone', event: 'retracted' }] });
  hub.start('retract', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(hub.longestHistory).toBeLessThanOrEqual(120);
  expect(hub.output(instance)).toBe('retracted');
});

test('an operator may stop it', async () => {
  const hub = scripted('ingress', 'retracting', { lookAtRetraction: [{ kind: 'stopped', message: 'A mistake' }] });
  hub.start('retract', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(hub.output(instance)).toBe('failed');
});
