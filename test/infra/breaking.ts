import type { rules } from './rules/all.ts';
import type { Resource } from './snapshot.ts';

/** A deliberate fault: what it is, the rule that must see it, and how the deployed resources are broken. */
export type Fault = readonly [what: string, rule: keyof typeof rules, breakIt: (resources: Resource[]) => void];

/** The one resource whose id ends so. */
export function one(resources: readonly Resource[], ending: RegExp): Resource {
  const [found, ...more] = resources.filter(({ id }) => ending.test(id));
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} resources end in ${ending}`);
  return found;
}

/** Sets a value deep inside a resource. */
export function set(resource: Resource, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let target: object = resource.properties;
  for (const step of steps) {
    const next: unknown = Reflect.get(target, step);
    if (typeof next !== 'object' || next === null) throw new Error(`${resource.name} has no ${path}`);
    target = next;
  }
  Reflect.set(target, last, value);
}

/** Changes a resource as text; fails when nothing changed. */
export function rewrite(resources: Resource[], ending: RegExp, from: string | RegExp, to: string): void {
  const resource = one(resources, ending);
  const before = JSON.stringify(resource);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${resource.name} has no ${from}`);
  Object.assign(resource, JSON.parse(after));
}

/** Takes the one resource away whose id ends so. */
export function remove(resources: Resource[], ending: RegExp): void {
  resources.splice(resources.indexOf(one(resources, ending)), 1);
}

/** Role assignments of one identity, by their description. */
export function role(resources: readonly Resource[], description: string): Resource {
  const found = resources.find((resource) => resource.properties['description'] === description);
  if (!found) throw new Error(`no role assignment says '${description}'`);
  return found;
}
