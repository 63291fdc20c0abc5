import { readFileSync } from 'node:fs';
import { z } from 'zod';

const value = z.record(z.string(), z.json());

const resource = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  location: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  kind: z.string().optional(),
  zones: z.array(z.string()).optional(),
  identity: value.optional(),
  properties: value.default({}),
});

/** One resource as the deployment would make it; values known only to a running deployment are texts in brackets. */
export type Resource = z.infer<typeof resource>;

const snapshot = z.object({
  predictedResources: z.array(resource),
  diagnostics: z.array(z.unknown()),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

/** What a parameter file of infra/environments deploys. */
export type Snapshot = z.infer<typeof snapshot>;

/** Reads the committed snapshot of a parameter file, such as 'default'. */
export function readSnapshot(name: string): Snapshot {
  const file = new URL(`../../infra/environments/${name}.snapshot.json`, import.meta.url);
  return snapshot.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A value inside a resource by its path, such as `properties.networkAcls.bypass`; undefined when there is none. */
export function at(resource: Resource, path: string): z.infer<ReturnType<typeof z.json>> | undefined {
  let found: unknown = resource;
  for (const step of path.split('.')) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined;
  }
  return found === undefined ? undefined : z.json().parse(found);
}

/** The objects of a list inside a resource; empty when there is no such list. */
export function listAt(resource: Resource, path: string): Record<string, z.infer<ReturnType<typeof z.json>>>[] {
  return z
    .array(value)
    .default([])
    .parse(at(resource, path) ?? undefined);
}
