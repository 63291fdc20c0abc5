import { expect, test } from 'vitest';
import { journal, key, scripted } from './script.ts';

const instance = `${key.id}-clear`;
const attempt = (step: string) =>
  ['prepareTransfer', 'startTransfer', 'pollTransfer', 'closeTransfer'].map((name) => `${name} ${step}`);
const go = [{ kind: 'go', waitSeconds: 0 } as const];

test('what was kept long enough is deleted and written down, one place after the other', async () => {
  const hub = scripted('export', 'returned', {
    prepareTransfer: go,
    lookAtClearing: [
      { kind: 'delete', step: 'review-clear' },
      { kind: 'done', step: 'review-clear' },
      { kind: 'delete', step: 'returned-clear' },
      { kind: 'done', step: 'returned-clear' },
      { kind: 'nothing' },
    ],
  });
  hub.start('clear', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub)).toEqual([
    ...['lookAtClearing', ...attempt('review-clear'), 'lookAtClearing', 'noteCleared review-clear'],
    ...['lookAtClearing', ...attempt('returned-clear'), 'lookAtClearing', 'noteCleared returned-clear'],
    'lookAtClearing',
  ]);
});

test.each([
  ['a file that nobody knows', { prepareTransfer: [{ kind: 'stopped', message: 'a stray file' } as const] }],
  ['an outage', { prepareTransfer: [new Error('Storage is away')] }],
])('%s stands in the row, and the instance ends', async (_, answers) => {
  const hub = scripted('export', 'returned', {
    lookAtClearing: [{ kind: 'delete', step: 'review-clear' }],
    ...answers,
  });
  hub.start('clear', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub).at(-1)).toBe('noteUncleared');
  expect(hub.output(instance)).toBe('rests');
});
