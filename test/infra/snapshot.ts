import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const json = z.json();
const value = z.record(z.string(), json);

/** A value as JSON knows it. */
export type Json = z.infer<typeof json>;

const resource = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  location: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  kind: z.string().optional(),
  sku: value.optional(),
  zones: z.array(z.string()).optional(),
  identity: value.optional(),
  properties: value.default({}),
});

/** One resource as the deployment would make it; values known only to a running deployment are texts in brackets. */
export type Resource = z.infer<typeof resource>;

/** Reads one as it stands in a snapshot. */
export const resourceOf = (one: unknown): Resource => resource.parse(one);

const snapshot = z.object({
  predictedResources: z.array(resource),
  diagnostics: z.array(z.unknown()),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

/** What a parameter file of infra/environments deploys. */
export type Snapshot = z.infer<typeof snapshot>;

const folder = new URL('../../infra/environments/', import.meta.url);

/** The names of all parameter files that have a snapshot, but for `project`: what one project needs is a part of `everything`. */
export const environments: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.snapshot.json'))
  .map((file) => file.replace('.snapshot.json', ''))
  .filter((name) => name !== 'project');

/** Those of infra/main.bicep: a hub and what is deployed after the code are other templates. */
export const wholeEnvironments = environments.filter((name) => name !== 'events' && name !== 'hub');

/** Reads the committed snapshot of a parameter file, such as 'default'. */
export function readSnapshot(name: string): Snapshot {
  return snapshotOf(readFileSync(new URL(`${name}.snapshot.json`, folder), 'utf8'));
}

/** Reads one as the compiler writes it. */
export const snapshotOf = (text: string): Snapshot => snapshot.parse(JSON.parse(text));

/** A value inside a resource by its path, such as `properties.networkAcls.bypass`; undefined when there is none. */
export function at(resource: Resource, path: string): Json | undefined {
  const [first = '', ...steps] = path.split('.');
  const whole: Readonly<Record<string, Json | undefined>> = resource;
  return steps.reduce((found, step) => (isObject(found) ? found[step] : undefined), whole[first]);
}

/** The objects of a list inside a resource; empty when there is no such list. */
export function listAt(resource: Resource, path: string): Record<string, Json>[] {
  const list = at(resource, path) ?? [];
  if (!Array.isArray(list) || !list.every(isObject)) throw new Error(`${resource.id}: ${path} is no list of objects`);
  return list;
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
