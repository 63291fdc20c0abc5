import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';
import { type Measure, metricNames } from './measures.ts';

/** What a request for metrics asks for, or how Azure Monitor refuses it. */
type AskedMetrics =
  | { readonly names: readonly string[]; readonly span: readonly [number, number]; readonly grain: number }
  | { readonly refusal: LocalReply };

const grains = new Map([
  ['PT1M', 60_000],
  ['PT5M', 300_000],
  ['PT15M', 900_000],
  ['PT30M', 1_800_000],
  ['PT1H', 3_600_000],
]);
const aggregations = ['average', 'minimum', 'maximum', 'total', 'count'];
const mostNames = 20;
const keptDays = 93;

/** Reads the query of a request for the metrics of a machine. */
export function parseMetricsQuery({ query }: Pick<ArmRequest, 'query'>, now: number): AskedMetrics {
  const names = (query.get('metricnames') ?? '').split(',').map((name) => name.trim());
  if (names.length > mostNames) return refused(`The requested metric names exceed the limit of ${mostNames}.`);
  const unknown = names.find((name) => !metricNames.some((known) => known.toLowerCase() === name.toLowerCase()));
  if (unknown !== undefined) {
    return refused(
      `Failed to find metric configuration for provider: Microsoft.Compute, resource Type: virtualMachines, metric: ${unknown}, Valid metrics: ${metricNames.join(',')}`,
    );
  }
  const grain = grains.get((query.get('interval') ?? 'PT1M').toUpperCase());
  if (grain === undefined) {
    return refused(
      `Detected invalid time grain input: ${query.get('interval')}. Supported intervals: ${[...grains.keys()].join(',')}`,
    );
  }
  const odd = (query.get('aggregation') ?? 'Average')
    .split(',')
    .find((one) => !aggregations.includes(one.toLowerCase()));
  if (odd !== undefined) return refused(`Invalid aggregation type: ${odd}.`);
  const span = spanOf(query.get('timespan') ?? '');
  if (span === undefined) return refused(`Detected invalid time span input: ${query.get('timespan')}`);
  if (span[0] < now - keptDays * 86_400_000) return refused(`Metrics are kept for ${keptDays} days.`);
  return { names, span, grain };
}

/** The metrics as Azure Monitor answers them: a value that it does not have is left out of its time. */
export function metricsView(
  id: string,
  { query }: Pick<ArmRequest, 'query'>,
  names: readonly string[],
  measures: readonly Measure[],
): object {
  const asked = (query.get('aggregation') ?? 'Average').toLowerCase().split(',');
  const only = (values: Readonly<Record<string, number | undefined>>) =>
    Object.fromEntries(Object.entries(values).filter(([name, value]) => asked.includes(name) && value !== undefined));
  return {
    cost: 0,
    timespan: query.get('timespan'),
    interval: query.get('interval') ?? 'PT1M',
    namespace: 'Microsoft.Compute/virtualMachines',
    value: names.map((name) => ({
      id: `${id}/providers/Microsoft.Insights/metrics/${name}`,
      type: 'Microsoft.Insights/metrics',
      name: { value: name, localizedValue: name },
      unit: name === 'Percentage CPU' ? 'Percent' : 'Bytes',
      timeseries: [
        {
          metadatavalues: [],
          data: measures.map(({ at, cpuPercent, bytes }) => ({
            timeStamp: new Date(at).toISOString(),
            ...only(
              name === 'Percentage CPU'
                ? { average: cpuPercent, maximum: cpuPercent }
                : { average: bytes, total: bytes },
            ),
          })),
        },
      ],
      errorCode: 'Success',
    })),
  };
}

function spanOf(text: string): readonly [number, number] | undefined {
  const [from = '', until = '', ...rest] = text.split('/');
  const [start, end] = [Date.parse(from), Date.parse(until)];
  return rest.length === 0 && start < end ? [start, end] : undefined;
}

/** Azure Monitor answers in a form of its own, without the envelope of Resource Manager. */
function refused(message: string): AskedMetrics {
  return { refusal: { status: 400, body: { code: 'BadRequest', message } } };
}
