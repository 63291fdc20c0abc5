import { expect, test } from 'vitest';
import { nextVersion, presentVersion } from '../orchestrators/present-version.ts';
import { againstLibrary } from './against-library.ts';
import { simulate } from './simulate.ts';
import { Versions } from './versions.ts';

test('what the next version began waits while the present one is deployed, and goes on when it is back', async () => {
  const versions = new Versions();
  versions.deploy(nextVersion);
  expect(versions.held(nextVersion)).toBeUndefined();
  versions.deploy(presentVersion);
  expect([versions.holds(presentVersion), versions.holds(nextVersion)]).toEqual([false, true]);
  let isOn = false;
  const waits = versions.held(nextVersion)?.then(() => {
    isOn = true;
  });
  versions.deploy(presentVersion);
  await Promise.resolve();
  expect(isOn).toBe(false);
  versions.deploy(nextVersion);
  await waits;
  expect(isOn).toBe(true);
});

test('a schedule in which it is taken back holds, and the durable library goes the same way', async () => {
  const verdict = await simulate(1224);
  expect(verdict.world.weather.has('rolled-back')).toBe(true);
  expect(verdict.broken).toEqual([]);
  expect(await againstLibrary(verdict)).toBeUndefined();
});
