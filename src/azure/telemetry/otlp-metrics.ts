import { type Measurement, metricFacts } from '../../domain/telemetry/metric.ts';
import type { Batch, Measured } from './batch.ts';
import { keyValues, nanoseconds, resourceOf, scope } from './otlp-values.ts';

/**
 * `AGGREGATION_TEMPORALITY_DELTA` of the protocol: each request tells what came since the one before it. Processes that come and go with the
 * load have no total to tell.
 */
const sinceLast = 1;

/** The body of a request to `/v1/metrics`, in the JSON form of the protocol. */
export function metricsRequest(instance: string, { measured, since }: Pick<Batch, 'measured' | 'since'>) {
  const byMetric = Map.groupBy(measured, ({ metric }) => metric);
  const metrics = [...byMetric].map(([name, values]) => metricOf(name, values, since));
  return {
    resourceMetrics: [{ resource: resourceOf(instance), scopeMetrics: [{ scope, metrics }] }],
  };
}

function metricOf(name: Measurement['metric'], values: readonly Measured[], since: Date) {
  const { kind, unit, description, bounds = [] } = metricFacts(name);
  const bySubject = Map.groupBy(values, ({ attributes }) => JSON.stringify(attributes)).values();
  const points = [...bySubject].map((group) => ({
    ...(kind === 'histogram'
      ? classesOf(group, bounds)
      : { asDouble: kind === 'counter' ? sumOf(group) : lastOf(group) }),
    attributes: keyValues(group[0]?.attributes ?? {}),
    startTimeUnixNano: nanoseconds(since.getTime()),
    timeUnixNano: nanoseconds(Math.max(since.getTime(), ...group.map(({ at }) => at.getTime()))),
  }));
  const head = { name, description, unit };
  if (kind === 'gauge') return { ...head, gauge: { dataPoints: points } };
  if (kind === 'counter')
    return { ...head, sum: { aggregationTemporality: sinceLast, isMonotonic: true, dataPoints: points } };
  return { ...head, histogram: { aggregationTemporality: sinceLast, dataPoints: points } };
}

/** How many values lie in each class: above the bound before it, and up to its own. */
function classesOf(group: readonly Measured[], bounds: readonly number[]) {
  const values = group.map(({ value }) => value);
  const ends = [...bounds, Number.POSITIVE_INFINITY];
  const bucketCounts = ends.map(
    (end, at) => values.filter((value) => value <= end && value > (bounds[at - 1] ?? Number.NEGATIVE_INFINITY)).length,
  );
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { bucketCounts, explicitBounds: [...bounds], count: values.length, sum: sumOf(group), min, max };
}

function sumOf(group: readonly Measured[]): number {
  return group.reduce((sum, { value }) => sum + value, 0);
}

function lastOf(group: readonly Measured[]): number {
  return group.at(-1)?.value ?? 0;
}
