import { z } from 'zod';
import { resourceManagerLimits } from '../limits/resource-manager.ts';
import { beyond } from './arm-error.ts';

const { tagCase, tagCharacters, tagName, tags, tagValue } = resourceManagerLimits;
const tagged = z.object({ tags: z.record(z.string(), z.unknown()) });

/** Refuses a resource with tags that Resource Manager takes of none. */
export function checkTags(resource: unknown): void {
  const given = tagged.safeParse(resource).data?.tags ?? {};
  const names = Object.keys(given);
  if (names.length > tags.most) throw beyond(tags, `The resource has ${names.length} tags; ${tags.most} is the limit.`);
  for (const name of names) {
    if (name.length > tagName.most)
      throw beyond(tagName, `Tag key too large: '${name.slice(0, 20)}…' has more than ${tagName.most} characters.`);
    if ([...tagCharacters.most].some((character) => name.includes(character)) || /\p{Cc}/u.test(name))
      throw beyond(tagCharacters, `The tag name '${name}' has reserved characters: ${tagCharacters.most}`);
    if (String(given[name]).length > tagValue.most)
      throw beyond(tagValue, `Tag value too large: that of '${name}' has more than ${tagValue.most} characters.`);
  }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length)
    throw beyond(tagCase, 'Two tags have names that differ in nothing but their case.');
}
