import packageJson from '../../../package.json' with { type: 'json' };
import type { Attributes } from '../../domain/telemetry/trace-span.ts';

const { name: service, version } = packageJson;

export function keyValues(attributes: Attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

/** Who tells it, by the names that OpenTelemetry has for that. */
export function resourceOf(instance: string) {
  const attributes = { 'service.name': service, 'service.version': version, 'service.instance.id': instance };
  return { attributes: keyValues(attributes) };
}

export const scope = { name: service, version };

/** Milliseconds since 1970 as the protocol wants times, a text because JSON has no such large numbers. */
export function nanoseconds(milliseconds: number): string {
  return `${BigInt(milliseconds) * 1_000_000n}`;
}

function anyValue(value: Attributes[string]) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}
