import { z } from 'zod';
import { readAnswer } from '../../azure/base/answer.ts';
import { type ArmConnection, armAnswer, armClient, armRequest } from '../../azure/base/arm-request.ts';
import { attempt } from '../../azure/base/service-error.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';
import { type LoadSpan, loadSpanMinutes } from '../domain/usage/load.ts';
import type { MachinePort } from '../ports/compute.ts';

interface MachineGroup extends ArmConnection {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

const cpu = 'Percentage CPU';
const networkIn = 'Network In Total';
const networkOut = 'Network Out Total';

/** One request for each machine, since the one for many of them needs a right on the whole subscription. */
export function machineLoad(options: MachineGroup): MachinePort['load'] {
  const { endpoint, subscriptionId, resourceGroup } = options;
  const client = lazily(async () => armClient(options));
  return (name, { from, until }) =>
    attempt(`read the load of the virtual machine ${name}`, async () => {
      const machine = `/subscriptions/${subscriptionId}/resourceGroups/${encodeURIComponent(resourceGroup)}/providers/Microsoft.Compute/virtualMachines/${encodeURIComponent(name)}`;
      const request = armRequest(endpoint, {
        method: 'GET',
        path: `${machine}/providers/Microsoft.Insights/metrics`,
        apiVersion: '2023-10-01',
        query: {
          metricnames: [cpu, networkIn, networkOut].join(','),
          timespan: `${from.toISOString()}/${until.toISOString()}`,
          interval: `PT${loadSpanMinutes}M`,
          aggregation: 'Maximum,Total',
        },
      });
      const answered = armAnswer(await (await client()).sendRequest(request));
      return loadSpans(readAnswer(`the load of the virtual machine ${name}`, metrics, answered));
    });
}

const value = z.number().nullish().catch(undefined);
const metrics = z.object({
  value: z.array(
    z.object({
      name: z.object({ value: z.string() }),
      timeseries: z
        .array(z.object({ data: z.array(z.object({ timeStamp: z.string(), maximum: value, total: value })) }))
        .catch([]),
    }),
  ),
});
type Metrics = z.infer<typeof metrics>;

/** A metric without values has a series without points, or none; so has a machine that did not run. */
function loadSpans({ value: series }: Metrics): LoadSpan[] {
  const pointsOf = (metric: string) => {
    const found = series.find(({ name }) => name.value.toLowerCase() === metric.toLowerCase());
    const points = (found?.timeseries ?? []).flatMap(({ data }) => data);
    return new Map(points.map(({ timeStamp, maximum, total }) => [Date.parse(timeStamp), { maximum, total }]));
  };
  const [cpus, ins, outs] = [pointsOf(cpu), pointsOf(networkIn), pointsOf(networkOut)];
  const times = [...new Set([...cpus.keys(), ...ins.keys(), ...outs.keys()])].filter((at) => !Number.isNaN(at));
  return times
    .sort((one, other) => one - other)
    .map((at) => ({
      at: new Date(at).toISOString(),
      cpuPercent: cpus.get(at)?.maximum ?? undefined,
      networkBytes: sumOf(ins.get(at)?.total, outs.get(at)?.total),
    }));
}

function sumOf(one: number | null | undefined, other: number | null | undefined): number | undefined {
  return typeof one === 'number' && typeof other === 'number' ? one + other : undefined;
}
