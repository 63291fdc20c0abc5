import { networkCode } from '../base/network-code.ts';
import type { Batch, CollectorSettings } from './batch.ts';
import { metricsRequest } from './otlp-metrics.ts';
import { tracesRequest } from './otlp-traces.ts';

/** Sends spans and measurements to the collector, once each. Throws an Error that says why it did not take all of them. */
export async function sendBatch(
  { endpoint, instance, patienceMilliseconds }: CollectorSettings,
  batch: Batch,
): Promise<void> {
  const signal = AbortSignal.timeout(patienceMilliseconds);
  const answers = await Promise.allSettled([
    ...(batch.spans.length === 0 ? [] : [post(`${endpoint}/v1/traces`, tracesRequest(instance, batch), signal)]),
    ...(batch.measured.length === 0 ? [] : [post(`${endpoint}/v1/metrics`, metricsRequest(instance, batch), signal)]),
  ]);
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
}

async function post(url: string, body: object, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal,
    headers,
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new Error(`The collector could not be reached (${networkCode(error)})`);
  });
  await response.body?.cancel().catch(() => undefined);
  if (!response.ok) throw new Error(`The collector answered ${response.status}`);
}
