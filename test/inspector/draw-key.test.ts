import { expect, test } from 'vitest';
import { drawKeyOf } from '../../src/inspector/draw-key.ts';

const key = { project: 'heart-study', exportId: 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D', digest: 'a'.repeat(64) };
const vault = (...versions: readonly string[]) => ({ versions: () => Promise.resolve(versions) });

test('files to open are drawn by the newest key of the room and the package, and by nothing that is known outside', async () => {
  const drawn = await drawKeyOf(vault('new', 'old'), key);
  expect(drawn).toMatch(/^[0-9a-f]{64}$/);
  expect(await drawKeyOf(vault('new'), key)).toBe(drawn);
  expect(await drawKeyOf(vault('old', 'new'), key)).not.toBe(drawn);
  expect(await drawKeyOf(vault('new'), { ...key, digest: 'b'.repeat(64) })).not.toBe(drawn);
  await expect(drawKeyOf(vault(), key)).rejects.toThrow('reading-room-key');
});
