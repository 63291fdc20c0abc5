import { describe, expect, it } from 'vitest';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';

const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', power: { mode: 'always-on' } };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', maxNodes: 4 };
const weekdays = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' };

function problems(definition: unknown): string[] {
  const parsed = computeDefinition.safeParse(definition);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('computeDefinition', () => {
  it('accepts an empty definition and fills in the careful defaults', () => {
    expect(computeDefinition.parse({})).toEqual({
      timeZone: 'UTC',
      virtualMachines: [],
      clusters: [],
      instances: [],
      maxActionsPerRun: 10,
      prune: false,
    });
  });

  it('accepts machines, clusters and instances', () => {
    const assignedTo = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
    const definition = {
      timeZone: 'Europe/Amsterdam',
      virtualMachines: [{ ...machine, power: weekdays }],
      clusters: [cluster],
      instances: [{ name: 'alice-ci', size: 'Standard_DS3_v2', assignedTo, power: { mode: 'manual' } }],
    };
    expect(problems(definition)).toEqual([]);
  });

  it.each([
    [
      'a machine name of 16 characters',
      { ...machine, name: 'abcdefghijklmnop' },
      'virtualMachines.0.name: must be 1 to 15',
    ],
    [
      'a machine name that ends with a hyphen',
      { ...machine, name: 'dsvm-' },
      'virtualMachines.0.name: must be 1 to 15',
    ],
    ['a machine name of digits', { ...machine, name: '123' }, 'virtualMachines.0.name: must be 1 to 15'],
    ['a size that is none', { ...machine, size: 'big' }, 'virtualMachines.0.size: must be an Azure size'],
    ['an unknown key', { ...machine, publicIp: true }, 'Unrecognized key'],
    [
      'a pattern of five fields',
      { ...machine, power: { ...weekdays, start: '0 8 * * 1-5' } },
      "virtualMachines.0.power.start: '0 8 * * 1-5' is no schedule of six fields",
    ],
    [
      'a pattern with day of month and day of week',
      { ...machine, power: { ...weekdays, stop: '0 0 19 1 * 1' } },
      'names both a day of the month and a day of the week',
    ],
    [
      'a day that never comes',
      { ...machine, power: { ...weekdays, stop: '0 0 19 30 2 *' } },
      'names a day that never comes',
    ],
  ])('refuses %s and says why', (_what, wrong, message) => {
    expect(problems({ virtualMachines: [wrong] }).join('\n')).toContain(message);
  });

  it.each(['Mars/Olympus', '+02:00', 'CEST', ''])('refuses %j as a time zone', (timeZone) => {
    expect(problems({ timeZone })).toEqual([expect.stringContaining('is no IANA time zone')]);
  });

  it.each(['gpu-1', '1gpu', 'g', 'much-too-long-a-name', 'gpu_a'])('refuses %j as the name of a cluster', (name) => {
    expect(problems({ clusters: [{ ...cluster, name }] })).toEqual([
      expect.stringContaining('clusters.0.name: must be'),
    ]);
  });

  it('refuses a cluster that can never have its fewest nodes', () => {
    expect(problems({ clusters: [{ ...cluster, minNodes: 5 }] })).toEqual([
      'clusters.0.minNodes: must not be above maxNodes',
    ]);
  });

  it('refuses two computes of one name, whatever their kind and case', () => {
    const both = {
      virtualMachines: [machine, { ...machine, name: 'DSVM-1' }],
      clusters: [{ ...cluster, name: 'dsvm-x' }],
    };
    expect(problems(both)).toEqual([
      expect.stringContaining("virtualMachines.1.name: the name 'DSVM-1' is used twice"),
    ]);
  });
});
