import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChecks } from '../../../src/inspector/child/checks/index.ts';
import { detect, headBytes, isNotebook } from '../../../src/inspector/child/detect.ts';
import { DamagedError, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { readers } from '../../../src/inspector/child/readers/index.ts';
import { partOf } from '../../shares.ts';
import { usualRules } from '../checks/feed.ts';
import { formatFiles } from '../corpus/formats.ts';
import { ordinary } from '../corpus/ordinary/index.ts';
import { variants } from '../corpus/variants.ts';
import { hostileFiles } from '../hostile/cases.ts';
import { fileOf } from './recording.ts';

/** The bytes of a file that its reader told or named. */
async function bytesOf(bytes: Uint8Array): Promise<{ told: number; looked: number; ends: string }> {
  const detected = detect(bytes.subarray(0, headBytes));
  const type = detected === 'json' && isNotebook(bytes) ? 'notebook' : detected;
  const checks = createChecks(usualRules);
  let ends = 'read';
  try {
    await (await readers[type]())(fileOf(bytes), checks);
  } catch (error) {
    if (!(error instanceof DamagedError || error instanceof TooLargeError)) throw error;
    ends = 'broken';
  }
  const { looked, passed } = checks.result().coverage;
  return { told: passed.reduce((sum, one) => sum + one.bytes, looked), looked, ends };
}

describe('the bytes that a reader accounts for', () => {
  test.each(formatFiles.map((file) => [file.name, file] as const))('of %s are no more than it has', async (_, file) => {
    expect((await bytesOf(file.bytes)).told).toBeLessThanOrEqual(file.bytes.length);
  });

  // A share each day: what is read by whom does not change with the words of a file.
  test('of a table, a text or a value are all that it has', async () => {
    const files = partOf([...ordinary, ...variants.map(({ file }) => file)], 4);
    for (const { name, bytes } of files)
      expect({ name, ...(await bytesOf(bytes)) }).toEqual({
        name,
        ...{ told: bytes.length, looked: bytes.length, ends: 'read' },
      });
  });

  // Each is read whole by a child too, in `hostile.test.ts`; here a share each day.
  test.each(partOf(hostileFiles, 12).map((file) => [file.name, file] as const))(
    'of a hostile file, %s, are no more than it has',
    async (_, file) => {
      const bytes = file.make();
      expect((await bytesOf(bytes)).told).toBeLessThanOrEqual(bytes.length);
    },
  );

  test('of whatever is broken are no more than it has', async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      to: fc.integer({ min: 0, max: 255 }),
    });
    const small = formatFiles.map(({ bytes }) => bytes).filter(({ length }) => length > 0 && length < 100_000);
    const changed = fc
      .record({
        bytes: fc.constantFrom(...small),
        changes: fc.array(change, { maxLength: 6 }),
        kept: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
      })
      .map(({ bytes, changes, kept }) => {
        const copy = Buffer.from(bytes.subarray(0, Math.ceil(bytes.length * kept)));
        for (const { at, to } of changes) copy[Math.floor(at * copy.length)] = to;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(changed, async (bytes) => {
        expect((await bytesOf(bytes)).told).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});
