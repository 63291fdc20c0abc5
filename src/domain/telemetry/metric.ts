import type { Attributes } from './trace-span.ts';

interface MetricFacts {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly unit: string;
  readonly description: string;
  readonly bounds?: readonly number[];
  /** Its values are sent with others, or after a minute: no page is to wait for a sending of its own. */
  readonly waits?: true;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const days = [1, 2, 3, 7, 14, 28, 56].map((count) => count * day);
const waits = [minute, 5 * minute, 15 * minute, hour, 4 * hour, ...days];

/** Every metric of the app. The name of the last is the standard's own. */
export const metrics = {
  'sallyport.turnaround': {
    kind: 'histogram',
    unit: 's',
    description: 'From the first file of an upload or package until its people got their answer.',
    bounds: waits,
  },
  'sallyport.review.turnaround': {
    kind: 'histogram',
    unit: 's',
    description: 'From the first file of a package until its approvers had decided, or their time was over.',
    bounds: waits,
  },
  'sallyport.operations.waiting': {
    kind: 'gauge',
    unit: '{operation}',
    description: 'Operations on their way, by who must act next.',
  },
  'sallyport.packages.uninspected': {
    kind: 'gauge',
    unit: '{operation}',
    description: 'Packages under way without the evidence that they waited for, by project.',
  },
  'sallyport.operations.oldest': {
    kind: 'gauge',
    unit: 's',
    description:
      'How long the operation has been in its state that has been so for the longest time, by who must act next.',
  },
  'sallyport.operations.untold': {
    kind: 'gauge',
    unit: '{operation}',
    description: 'Operations of which somebody is still to be told by mail or message.',
  },
  'sallyport.compute.drift': {
    kind: 'counter',
    unit: '{difference}',
    description: 'Differences of computes from their definitions that were found, and that were mended.',
  },
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Duration of HTTP server requests.',
    bounds: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    waits: true,
  },
} as const satisfies Record<string, MetricFacts>;

export interface Measurement {
  readonly metric: keyof typeof metrics;
  readonly value: number;
  readonly attributes: Attributes;
}

export function metricFacts(name: Measurement['metric']): MetricFacts {
  return metrics[name];
}
