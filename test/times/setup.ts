import { relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { keepTime } from './kept.ts';
import { processorSeconds } from './processor.ts';

const root = resolve(import.meta.dirname, '../..');
let begun = { seconds: 0, wall: 0 };

beforeAll(() => {
  begun = { seconds: processorSeconds(), wall: performance.now() };
});
afterAll(() => {
  const now = processorSeconds();
  keepTime({
    file: relative(root, expect.getState().testPath ?? '').replaceAll('\\', '/'),
    seconds: now - begun.seconds,
    wall: (performance.now() - begun.wall) / 1000,
    pid: process.pid,
    process: now,
  });
});
