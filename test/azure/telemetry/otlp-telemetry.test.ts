import { afterEach, describe, expect, it } from 'vitest';
import { startCollector } from '../../../local/azure/collector.ts';
import { serve } from '../../../local/azure/server.ts';
import { otlpTelemetry } from '../../../src/azure/telemetry/otlp-telemetry.ts';
import type { TraceSpan } from '../../../src/domain/telemetry/trace-span.ts';

const span: TraceSpan = {
  trace: 'exp_1',
  id: 'exp_1/3',
  name: 'in-review',
  start: '2026-06-01T10:00:00.000Z',
  end: '2026-06-03T10:00:00.250Z',
  attributes: { 'sallyport.operation': 'exp_1' },
};
const request = { metric: 'http.server.request.duration', value: 0.02, attributes: {} } as const;
const drift = { metric: 'sallyport.compute.drift', value: 1, attributes: {} } as const;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Telemetry to a collector there, in a time that goes on where the test says so. */
function telemetryTo(endpoint: string, patienceMilliseconds = 30_000) {
  let now = Date.parse('2026-06-01T10:00:00.000Z');
  const warnings: string[] = [];
  const telemetry = otlpTelemetry({ endpoint, instance: 'one', patienceMilliseconds }, { now: () => new Date(now) });
  return {
    ...telemetry,
    flush: () => telemetry.flush((text) => warnings.push(text)),
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    warnings,
  };
}

async function collector() {
  const running = await startCollector({ port: 0 });
  closing.push(running.close);
  return running;
}

describe('telemetry', () => {
  it('is sent with the flush, each thing once', async () => {
    const { url, collected } = await collector();
    const telemetry = telemetryTo(url);
    telemetry.span(span);
    telemetry.measure(drift);
    expect(collected).toEqual({ spans: [], metrics: [] });
    await telemetry.flush();
    await telemetry.flush();
    expect(collected.spans.map(({ name }) => name)).toEqual(['in-review']);
    expect(collected.metrics.map(({ name }) => name)).toEqual([drift.metric]);
    expect(telemetry.warnings).toEqual([]);
  });

  it('is not sent by an invocation that told nothing but the time of its request, until that is a minute old', async () => {
    const { url, collected } = await collector();
    const telemetry = telemetryTo(url);
    telemetry.measure(request);
    await telemetry.flush();
    expect(collected.metrics).toEqual([]);
    telemetry.later(60_000);
    await telemetry.flush();
    expect(collected.metrics.map(({ name }) => name)).toEqual([request.metric]);
  });

  it('goes out with two flushes at the same time, all of it and nothing twice', async () => {
    const { url, collected } = await collector();
    const telemetry = telemetryTo(url);
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      ids.map(async (id) => {
        telemetry.span({ ...span, id });
        await telemetry.flush();
      }),
    );
    expect(collected.spans).toHaveLength(4);
    expect(new Set(collected.spans.map(({ spanId }) => spanId)).size).toBe(4);
  });
});

describe('a collector that does not take it', () => {
  it('is left in peace for a minute, and what is lost is said once', async () => {
    const { url, close } = await serve({ port: 0, handle: async () => ({ status: 404 }) });
    await close();
    const telemetry = telemetryTo(url);
    for (let invocation = 0; invocation < 3; invocation += 1) {
      telemetry.span(span);
      await telemetry.flush();
    }
    expect(telemetry.warnings).toEqual([
      expect.stringMatching(/could not be reached \(ECONNREFUSED\)\. Up to 1 spans and 0 measurements are lost/),
    ]);
    telemetry.later(60_000);
    await telemetry.flush();
    expect(telemetry.warnings).toHaveLength(2);
    expect(telemetry.warnings[1]).toMatch(/Up to 2 spans .+ failure 2 of this process/);
  });

  it('and answers an error is named with its status; afterwards all goes on', async () => {
    let status = 503;
    const { url, close } = await serve({ port: 0, handle: async () => ({ status }) });
    closing.push(close);
    const telemetry = telemetryTo(url);
    telemetry.measure(drift);
    await telemetry.flush();
    expect(telemetry.warnings).toEqual([expect.stringContaining('The collector answered 503')]);
    status = 200;
    telemetry.span(span);
    telemetry.later(60_000);
    await telemetry.flush();
    expect(telemetry.warnings).toHaveLength(1);
  });

  it('and never answers costs a bounded time, and those who flush meanwhile no more', async () => {
    let asked = 0;
    const { url, close } = await serve({
      port: 0,
      handle: () => {
        asked += 1;
        return new Promise(() => undefined);
      },
    });
    closing.push(close);
    const telemetry = telemetryTo(url, 100);
    const flushes = ['a', 'b', 'c'].map(async (id) => {
      telemetry.span({ ...span, id });
      await telemetry.flush();
    });
    await Promise.all(flushes);
    await telemetry.flush();
    expect(asked).toBe(1);
    expect(telemetry.warnings).toEqual([expect.stringContaining('TimeoutError')]);
  });

  it('fills no memory: what is too much is counted as lost', async () => {
    const { url, close } = await serve({ port: 0, handle: async () => ({ status: 500 }) });
    closing.push(close);
    const telemetry = telemetryTo(url);
    for (let told = 0; told < 2500; told += 1) telemetry.measure(drift);
    await telemetry.flush();
    expect(telemetry.warnings).toEqual([expect.stringContaining('Up to 0 spans and 2500 measurements are lost')]);
  });
});
