import { describe, expect, test } from 'vitest';
import { normalised } from './normalise.ts';

const DAY = 86_400_000;
const first = Date.parse('2026-11-24T12:00:00.000Z');
const at = (ms: number) => new Date(first + ms).toISOString();
const started = (ms: number) => ({ EventType: 12, Timestamp: at(ms) });
const timer = (fireAt: number) => ({ EventType: 10, Timestamp: at(0), FireAt: at(fireAt) });

function waitIn(history: unknown[], waits?: number[]): unknown {
  const [event] = Object(normalised({ history }, [], waits)).history;
  return event.FireAt;
}

describe('how long a timer waits', () => {
  test('is counted from its own episode', () => {
    expect(waitIn([started(0), started(137), timer(137 + 1500)])).toBe('<episode> + 1500 ms');
  });

  test('is counted from the earlier episode that one of the named waits leads to', () => {
    expect(waitIn([started(0), started(137), timer(DAY)], [DAY])).toBe('<earlier episode> + 86400000 ms');
  });

  test('is not taken from an episode that started hundreds of milliseconds away by chance', () => {
    const history = [started(-100), started(0), started(200), timer(DAY)];
    expect(waitIn(history, [DAY])).toBe('<earlier episode> + 86400000 ms');
  });

  test('is not guessed for a timer that no named wait explains', () => {
    expect(waitIn([started(0), started(137), timer(DAY)])).toBe('<no episode>');
    expect(waitIn([started(0), timer(DAY + 1)], [DAY])).toBe('<no episode>');
  });
});
