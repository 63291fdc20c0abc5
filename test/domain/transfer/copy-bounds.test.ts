import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { copyHours, copyTooLong, mostBytesOfCopy } from '../../../src/domain/transfer/copy-bounds.ts';

const pipeline = z.object({
  properties: z.object({
    activities: z.array(z.looseObject({ type: z.string(), policy: z.object({ timeout: z.string() }).optional() })),
  }),
});

test('each copy ends when the rule says, and the refusal names the bytes that pass until then', () => {
  const files = globSync('infra/data-factory/pipeline/*.json');
  const copies = files
    .flatMap((file) => pipeline.parse(JSON.parse(readFileSync(file, 'utf8'))).properties.activities)
    .filter(({ type }) => type === 'Copy');
  expect(copies.length).toBeGreaterThanOrEqual(4);
  for (const { policy } of copies) expect(policy?.timeout).toBe(`0.${copyHours}:00:00`);
  expect(copyTooLong).toContain(String(mostBytesOfCopy));
});
