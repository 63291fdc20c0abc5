import { InvocationContext } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/domain/telemetry/metric.ts';
import { flushing, timing } from '../../../src/functions/base/measuring.ts';

describe('a handler behind which telemetry is sent', () => {
  const order: string[] = [];
  const telemetry = {
    flush: async (warn: (text: string) => void) => {
      order.push('flushed');
      warn('the collector is away');
    },
  };
  const warned: string[] = [];
  const context = new InvocationContext({
    logHandler: (level, text) => void warned.push(`${level}: ${text}`),
  });

  it('has answered before, and warns in the log of its own invocation', async () => {
    const handler = flushing(telemetry, async (input: number) => {
      order.push('answered');
      return input + 1;
    });
    expect(await handler(1, context)).toBe(2);
    expect(order.splice(0)).toEqual(['answered', 'flushed']);
    expect(warned).toEqual(['warning: the collector is away']);
  });

  it('fails as it failed, and what it told before is sent all the same', async () => {
    const handler = flushing(telemetry, async () => await Promise.reject(new Error('the register is away')));
    await expect(handler(undefined, context)).rejects.toThrow('the register is away');
    expect(order.splice(0)).toEqual(['flushed']);
  });
});

it('the time of a request is told by its route, without the names in its address', async () => {
  const told: Measurement[] = [];
  const times = [1000, 1250];
  const services = {
    telemetry: { measure: (measurement: Measurement) => void told.push(measurement) },
    clock: { now: () => new Date(times.shift() ?? 0) },
  };
  const route = { path: 'ops/exports/{project}/{id}' };
  expect(await timing(services, route, 'GET', async () => ({ status: 404 }))).toEqual({ status: 404 });
  const attributes = {
    'http.request.method': 'GET',
    'http.route': '/api/ops/exports/{project}/{id}',
    'http.response.status_code': 404,
  };
  expect(told).toEqual([{ metric: 'http.server.request.duration', value: 0.25, attributes }]);
});
