import { type Reference, referencesOf, type Shortening, shorteningOf } from './references.ts';
import type { Resource } from './snapshot.ts';

/** Two references of one kind with different texts, and the one or two resources that hold them, each text in the other's place. */
export interface Swap {
  readonly what: string;
  readonly resources: readonly Resource[];
}

const roles = 'Microsoft.Authorization/roleAssignments';

interface Held extends Reference {
  readonly resource: Resource;
}

/** Swaps of every two references of one kind, such as two hosts of storage, two identities or two subnets. */
export function swapsIn(resources: readonly Resource[]): Swap[] {
  const shortening = shorteningOf(resources);
  const held = resources.flatMap((resource) =>
    referencesOf(resource, shortening).map((reference) => ({ ...reference, resource })),
  );
  return [...Map.groupBy(held, (reference) => kindOf(reference, shortening)).values()].flatMap((alike) =>
    pairsOf(alike, shortening),
  );
}

/** What two texts have in common that could stand for each other: all but the names in them. */
function kindOf({ path, text, resource }: Held, { short }: Shortening): string {
  const key = path.split('.').at(-1) ?? '';
  const form = short(text)
    .replace(/[a-z-]+\/(\w+)\/.*?(\.\w+)?$/, '$1 $2')
    .replace(/\bst[a-z]{3}\b/g, 'account');
  const kind = /\s|^[a-z-]+$/.test(form) ? `${form.length > 40 ? form : ''}${key}` : form;
  return resource.type === roles ? `${kind} of a role` : kind;
}

/** All pairs; of roles, each with the next that differs, since the rule that judges them looks at all of them each time. */
function pairsOf(held: readonly Held[], shortening: Shortening): Swap[] {
  return held.flatMap((one, index) => {
    const others = held
      .slice(index + 1)
      // Another order of a list is no other list.
      .filter((other) => other.text !== one.text && (other.resource !== one.resource || other.path !== one.path));
    const chosen = one.resource.type === roles ? others.slice(0, 1) : others;
    return chosen.map((other) => swap(one, other, shortening));
  });
}

function swap(one: Held, other: Held, shortening: Shortening): Swap {
  const what = [one, other].map((held) => said(held, shortening)).join(' and ');
  const first = one.with(other.text);
  if (one.resource !== other.resource) return { what, resources: [first, other.with(one.text)] };
  const still = referencesOf(first, shortening).find(({ path, text }) => path === other.path && text === other.text);
  if (!still) throw new Error(`${other.path} is gone from ${first.id}`);
  return { what, resources: [still.with(one.text)] };
}

function said({ resource, path }: Held, { short }: Shortening): string {
  const words = resource.type === roles ? resource.properties['description'] : short(resource.id);
  return `${path} of '${words}'`;
}
