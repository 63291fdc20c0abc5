import * as df from 'durable-functions';
import { lasts } from './waiting.ts';

df.app.activity('hello', { handler: (name: unknown) => `Hello, ${String(name)}!` });
df.app.activity('echo', { handler: (value: unknown) => value });
df.app.activity('kind', {
  handler: (value: unknown) => ({ type: typeof value, value: value === undefined ? 'undefined' : value }),
});
df.app.activity('nothing', { handler: () => undefined });
df.app.activity('answers', {
  handler: (which: string) => {
    const values: Record<string, unknown> = {
      true: true,
      zero: 0,
      half: 0.5,
      big: 9_007_199_254_740_991,
      text: 'plain',
      jsonText: '{"a":1}',
      date: '2026-01-02T03:04:05.678Z',
      list: [1, null, 'x'],
      empty: '',
      null: null,
    };
    return values[which];
  },
});
df.app.activity('boom', {
  handler: (value: unknown) => {
    throw new TypeError(`boom: ${JSON.stringify(value)}`);
  },
});
df.app.activity('boomLater', {
  handler: async ({ ms }: { ms: number }) => {
    await lasts(ms);
    throw new Error(`boom after ${ms} ms`);
  },
});
df.app.activity('throwsText', {
  handler: () => {
    throw 'only text';
  },
});
df.app.activity('slow', {
  handler: async (value: { ms: number }) => {
    await lasts(value.ms);
    return value;
  },
});
const attempts = new Map<string, number>();
df.app.activity('flaky', {
  handler: ({ key, fails }: { key: string; fails: number }) => {
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    if (attempt <= fails) throw new Error(`attempt ${attempt}`);
    return attempt;
  },
});
