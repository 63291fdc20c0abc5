import { expect, test } from 'vitest';
import { costsOf, costsText } from '../../scripts/costs.ts';

const list = {
  $comment: '',
  date: '2026-11-26',
  hoursInMonth: 730,
  prices: [
    { what: 'Endpoint', counted: 'endpoints', hour: 0.01, source: 'assumed' },
    { what: 'Zone', counted: 'zones', month: 73, source: 'assumed' },
    { what: 'Defender for zones', counted: 'zones', for: 'Zones', month: 7.3, source: 'assumed' },
  ],
};
const zones = ['/zones/one', '/zones/two'].map((id) => ({ id, type: 'zones' }));

test('each resource counts once, by the hour or by the month, and what is not there costs nothing', () => {
  const resources = [...zones, { id: '/ZONES/two', type: 'zones' }];
  expect(costsOf(resources, list)).toEqual([{ what: 'Zone', count: 2, hour: 0.2 }]);
});

test('a plan of Defender is paid for each resource of its kind, where the plan is on', () => {
  const plan = { id: '/providers/Microsoft.Security/pricings/Zones', type: 'Microsoft.Security/pricings' };
  expect(costsOf([...zones, plan], list).at(-1)).toEqual({ what: 'Defender for zones', count: 2, hour: 0.02 });
});

test('a trial costs less than a fifth of the default, and everything most', () => {
  const [, ...sums] = /^\| \*\*An hour\*\* +\| ([\d.]+) +\| ([\d.]+) +\| ([\d.]+) +\|/m.exec(costsText()) ?? [];
  const [trial = Number.NaN, standard = Number.NaN, everything = Number.NaN] = sums.map(Number);
  expect(trial).toBeLessThan(standard / 5);
  expect(standard).toBeLessThan(everything);
});
