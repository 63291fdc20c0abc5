import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/azure/telemetry/batch.ts';
import { metricsRequest } from '../../../src/azure/telemetry/otlp-metrics.ts';
import { tracesRequest } from '../../../src/azure/telemetry/otlp-traces.ts';
import type { Measurement } from '../../../src/domain/telemetry/metric.ts';
import type { TraceSpan } from '../../../src/domain/telemetry/trace-span.ts';
import recorded from './recorded.json' with { type: 'json' };

/**
 * What OpenTelemetry's own libraries sent for the same spans and measurements, recorded once: sdk-trace and sdk-metrics 3.1.0 with the OTLP/HTTP
 * exporters 0.301.0, in delta temporality. They also send counts of what they dropped, which the protocol does not ask for.
 */
const span: TraceSpan = {
  trace: 'exp_1',
  id: 'exp_1/3',
  parent: 'exp_1',
  name: 'in-review',
  start: '2026-06-01T10:00:00.000Z',
  end: '2026-06-03T10:00:00.250Z',
  failed: true,
  attributes: { 'sallyport.operation': 'exp_1', 'sallyport.revision': 3, 'sallyport.held': true, share: 0.5 },
};

const point = recorded.metrics.resourceMetrics[0]?.scopeMetrics[0]?.metrics[0]?.sum?.dataPoints[0];
const timeOf = (nanoseconds = '0') => new Date(Number(nanoseconds.slice(0, -6)));
const [since, at] = [timeOf(point?.startTimeUnixNano), timeOf(point?.timeUnixNano)];
const measured = (
  metric: Measurement['metric'],
  attributes: Measurement['attributes'],
  ...values: readonly number[]
): Measured[] => values.map((value) => ({ metric, value, attributes, at }));

describe('a request to the collector', () => {
  it("has the spans as OpenTelemetry's own exporter sends them", () => {
    const { resourceSpans } = tracesRequest('one', { spans: [span] });
    expect(recorded.traces).toMatchObject({ resourceSpans });
    expect(resourceSpans[0]?.scopeSpans[0]?.spans).toHaveLength(1);
  });

  it('has the measurements as it sends them', () => {
    const { resourceMetrics } = metricsRequest('one', {
      since,
      measured: [
        ...measured('sallyport.compute.drift', { 'sallyport.change': 'found' }, 2, 1),
        ...measured('sallyport.compute.drift', { 'sallyport.change': 'mended' }, 1),
        ...measured('sallyport.turnaround', { 'sallyport.door': 'export' }, 60, 60.5, 1e9, 3),
        ...measured('sallyport.operations.untold', { 'sallyport.given_up': false }, 4, 2),
      ],
    });
    expect(recorded.metrics).toMatchObject({ resourceMetrics });
    expect(resourceMetrics[0]?.scopeMetrics[0]?.metrics).toHaveLength(3);
  });

  it('gives a span the same id each time, and no other span that one', () => {
    const idsOf = (change: Partial<TraceSpan>) => {
      const [sent] =
        tracesRequest('one', { spans: [{ ...span, ...change }] }).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
      return [sent?.traceId, sent?.spanId, sent?.parentSpanId];
    };
    expect(idsOf({ name: 'told again' })).toEqual(idsOf({}));
    expect(idsOf({ id: 'exp_1/4' })[1]).not.toBe(idsOf({})[1]);
    expect(idsOf({ id: 'exp_1' })[1]).toBe(idsOf({})[2]);
  });

  it('lets no span end before it began, though clocks differ', () => {
    const [sent] =
      tracesRequest('one', { spans: [{ ...span, end: '2026-06-01T09:59:59.000Z' }] }).resourceSpans[0]?.scopeSpans[0]
        ?.spans ?? [];
    expect(sent?.endTimeUnixNano).toBe(sent?.startTimeUnixNano);
  });
});
