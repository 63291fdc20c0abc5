import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ImageReference, imageNotes, imageOf } from '../../../src/compute/domain/image-age.ts';
import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { plan } from '../../../src/compute/domain/plan.ts';
import { anyWanted, anyWorld } from './worlds.ts';

const now = new Date('2026-06-05T12:00:00Z');
const day = 86_400_000;
const image = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/dsvm';

describe('imageOf', () => {
  it.each<[string, ImageReference, object | undefined]>([
    ['a version of a gallery', { id: `${image}/versions/1.2.3` }, { version: '1.2.3', id: `${image}/versions/1.2.3` }],
    [
      'what was the newest one',
      { id: image, exactVersion: '1.2.4' },
      { version: '1.2.4', id: `${image}/versions/1.2.4` },
    ],
    ['a version in capitals', { id: image.toUpperCase(), exactVersion: '1.0.0' }, { version: '1.0.0' }],
    ['the newest one, nobody says which', { id: image }, undefined],
    ['the newest one by its word', { id: `${image}/versions/latest` }, undefined],
    [
      'an image of no gallery',
      { id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/images/a' },
      undefined,
    ],
    ['a way out of its folder', { id: `${image}/versions/..`, exactVersion: '1.0.0/..' }, undefined],
    ['a folder that is none', { id: image.replace('/g/', '/../'), exactVersion: '1.0.0' }, undefined],
    ['nothing', {}, undefined],
    ['a version of nobody', { exactVersion: '1.0.0' }, undefined],
  ])('knows of %s what there is to know', (_what, reference, known) => {
    if (known === undefined) expect(imageOf(reference)).toBeUndefined();
    else expect(imageOf(reference)).toMatchObject(known);
  });

  it.each([
    ['microsoft-dsvm', '25.06.18', '2025-06-18'],
    ['Canonical', '24.04.202606060', '2026-06-06'],
    ['almalinux', '9.7.2025121501', '2025-12-15'],
    ['Canonical', '25.06.18', undefined],
    ['microsoft-dsvm', '25.13.18', undefined],
    ['Canonical', '24.04.202602300', undefined],
    ['MicrosoftWindowsServer', '20348.2340.240303', undefined],
    ['somebody', '1.0.20261', undefined],
  ])('reads in a version of %s, %s, the day %s', (publisher, exactVersion, date) => {
    const found = imageOf({ publisher, version: 'latest', exactVersion });
    expect(found?.version).toBe(exactVersion);
    expect(found?.date?.slice(0, 10)).toBe(date);
  });
});

function machine(date: string | undefined, difference: Partial<ObservedMachine> = {}): ObservedMachine {
  return {
    id: '/vm/dsvm-1',
    name: 'DSVM-1',
    size: 'Standard_D4s_v5',
    tags: { 'sallyport-project': 'genomics' },
    provisioningState: 'Succeeded',
    power: 'running',
    image: date === undefined ? { version: '1.0.3' } : { version: '1.0.3', date },
    ...difference,
  };
}
const daysAgo = (days: number) => new Date(now.getTime() - days * day).toISOString();

describe('imageNotes', () => {
  it('tells how old an image is once it is 180 days old', () => {
    expect(imageNotes('genomics', [machine(daysAgo(180))], now)).toEqual([
      {
        compute: 'machine dsvm-1',
        reason:
          'Its image is 180 days old: version 1.0.3 is of 2025-12-07. An image cannot be changed in place; a newer one is for a machine of another name.',
      },
    ]);
  });

  it.each([
    ['is a moment younger', machine(new Date(now.getTime() - 180 * day + 1).toISOString())],
    ['has no known date', machine(undefined)],
    ['is of another project', machine(daysAgo(300), { tags: { 'sallyport-project': 'other' } })],
    ['goes with its machine', machine(daysAgo(300), { provisioningState: 'Deleting' })],
    ['will be made tomorrow', machine(daysAgo(-1))],
    ['is not known', machine(undefined, { image: undefined })],
  ])('says nothing of one that %s', (_what, found) => {
    expect(imageNotes('genomics', [found], now)).toEqual([]);
  });
});

describe('a plan for machines of any age', () => {
  const ages = fc.array(fc.option(fc.integer({ min: -1, max: 400 }), { nil: undefined }), {
    minLength: 5,
    maxLength: 5,
  });

  it('is but for its notes the plan without images, whose notes are those of own machines with old ones', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, ages, (wanted, world, days) => {
        const observed = { ...world, memory: noMemory, rivals: [] };
        const machines = world.machines.map((one, at) => {
          const age = days[at];
          return { ...one, image: age === undefined ? undefined : { version: '1.0.0', date: daysAgo(age) } };
        });
        const { notes, ...made } = plan(wanted, { ...observed, machines }, now);
        const { notes: none, ...without } = plan(wanted, observed, now);
        expect([made, none]).toEqual([without, []]);
        const old = machines.filter(
          ({ tags }, at) => tags['sallyport-project'] === 'genomics' && (days[at] ?? 0) >= 180,
        );
        expect(notes.map(({ compute }) => compute)).toEqual(
          old.map(({ name }) => `machine ${name.toLowerCase()}`).toSorted(),
        );
      }),
    );
  });
});
