import { expect, test } from 'vitest';
import { costsOf, costsText, readPrices, resourcesIn, spokeCosts } from '../../scripts/costs.ts';

const price = { what: 'Endpoint', counted: 'endpoints', unitOfMeasure: '1 Hour', retailPrice: 0.01 } as const;
const list = {
  hoursInMonth: 730,
  Items: [
    price,
    { ...price, what: 'Zone', counted: 'zones', unitOfMeasure: '1/Month', retailPrice: 73 } as const,
    { ...price, what: 'Host', counted: 'hosts', units: 73, retailPrice: 0.5 },
    { ...price, what: 'Logs', counted: 'logs', unitOfMeasure: '1 GB', retailPrice: 1 } as const,
    {
      ...price,
      ...{ what: 'Defender for zones', counted: 'zones', for: 'Zones', retailPrice: 7.3 },
      unitOfMeasure: '1/Month',
    } as const,
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

test('a second environment on a hub costs at most 150 dollars a month, also with a reading room, and the page says what with more', () => {
  const { least, machineLearning, readingRoom } = spokeCosts(readPrices());
  expect(Math.min(least, machineLearning, readingRoom)).toBeGreaterThan(0);
  expect(least + readingRoom).toBeLessThanOrEqual(150);
  const { hoursInMonth } = readPrices();
  const both = costsOf(resourcesIn('spoke-two'), readPrices()).reduce((sum, { hour }) => sum + hour, 0) * hoursInMonth;
  expect(least + machineLearning + readingRoom).toBeCloseTo(both);
  const [, section = ''] = costsText().split('## A second environment');
  for (const month of [least, least + readingRoom, least + machineLearning, both])
    expect(section).toContain(`| ${month.toFixed(0)} `);
});

test('what runs for some hours is paid for those, and of what is counted otherwise the list says how much', () => {
  expect(costsOf([{ id: '/hosts/one', type: 'hosts' }], list)).toEqual([{ what: 'Host', count: 1, hour: 0.05 }]);
  expect(() => costsOf([{ id: '/logs/one', type: 'logs' }], list)).toThrow("how many units of 'Logs'");
});

test('the page says what each group goes on costing while a removal is stuck, the network most', () => {
  const [, section = ''] = costsText().split('## While a removal is stuck');
  const rows = [...section.matchAll(/^\| ([a-z-]+) +\| ([\d.]+) +\| (.*?) +\|$/gm)];
  expect(rows.map(([, group]) => group)).toEqual([
    'access',
    'machine-learning',
    'control',
    'secure',
    'network',
    'monitor',
  ]);
  const days = rows.map(([, , day]) => Number(day));
  expect(days[4]).toBe(Math.max(...days));
});
