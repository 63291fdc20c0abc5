import { expect, test } from 'vitest';
import { addressesOfMachines, rangeProblems } from '../../../scripts/deploy/ranges.ts';

const usual = { hub: '10.40.0.0/22', secure: '10.41.0.0/20', access: '10.42.0.0/24', vpnClients: '10.43.0.0/24' };
const told = (changes: object) => rangeProblems({ RANGES: JSON.stringify({ ...usual, ...changes }) });

test('ranges that fit together are let pass, with and without one for machines, and so is none', () => {
  expect(told({})).toEqual([]);
  expect(told({ compute: '10.41.8.0/21' })).toEqual([]);
  expect(rangeProblems({})).toEqual([]);
});

test('machines have the addresses of their range but five, and those of the templates where none is given', () => {
  const of = (changes: object) => addressesOfMachines({ RANGES: JSON.stringify({ ...usual, ...changes }) });
  expect(of({ compute: '10.41.8.0/21' })).toBe(2043);
  expect(of({ compute: '10.41.8.0/29' })).toBe(3);
  expect([of({}), addressesOfMachines({}), addressesOfMachines({ RANGES: 'none' })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[what: string, changes: object, text: RegExp]>([
  ['machines outside of the secure network', { compute: '10.44.0.0/21' }, /^RANGES: compute must lie in secure/],
  ['machines in the place of other subnets', { compute: '10.41.2.0/24' }, /behind its first 1024 addresses/],
  ['machines beyond the end', { compute: '10.41.0.0/16' }, /compute must lie in secure/],
  ['two networks in one place', { access: '10.41.15.0/24' }, /^RANGES: secure and access share addresses/],
  ['a network that is too small', { secure: '10.41.0.0/24' }, /^RANGES: secure is '10.41.0.0\/24', .* at least a \/22/],
  ['no range', { hub: '10.40.0.0' }, /^RANGES: hub is '10.40.0.0', and must be a range such as/],
  ['a range that begins in the middle', { hub: '10.40.1.0/22' }, /^RANGES: hub is '10.40.1.0\/22', .* at its first/],
  ['a name that nobody knows', { machines: '10.41.8.0/21' }, /^RANGES: .*machines/],
  ['a range left out', { hub: undefined }, /^RANGES: hub .*string/],
])('%s is told', (_, changes, text) => {
  expect(told(changes)).toEqual([expect.stringMatching(text)]);
});
