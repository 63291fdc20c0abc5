import { z } from 'zod';
import { readSettings } from '../base/app-settings.ts';
import type { GroupsClaim } from './group-rule.ts';

type Projects = GroupsClaim['projects'];

const groupId = z.guid('must be the object id of a group (a GUID)').toLowerCase().optional();
const part = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON on one line' });
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string(),
      z.strictObject({ owners: groupId, researchers: groupId, approvers: groupId, externalReaders: groupId }),
    ),
  );

/** What is wrong with the settings together: a number that is left out would hide projects, and of two entries of a project nobody knows which counts. */
const parts = z.record(z.string(), part).superRefine((settings, { addIssue }) => {
  const found = Object.entries(settings);
  for (const at of found.keys())
    if (!Object.hasOwn(settings, nameOf(at)))
      addIssue({ code: 'custom', path: [nameOf(at)], message: 'is not set, and one with a higher number is' });
  for (const [index, [name, projects]] of found.entries())
    for (const project of Object.keys(projects)) {
      const [other] = found.slice(0, index).find(([, before]) => Object.hasOwn(before, project)) ?? [];
      if (other !== undefined)
        addIssue({
          code: 'custom',
          path: [name, project],
          message: `stands in ${other} too; each project stands once`,
        });
    }
});

const nameOf = (at: number): string => (at === 0 ? 'PROJECT_GROUPS' : `PROJECT_GROUPS_${at + 1}`);

/** The groups of projects, of which Azure takes only so many in one setting: the first has no number, then comes 2. Throws as `readSettings` does. */
export function readProjectGroups(env: Readonly<Record<string, string | undefined>>): Projects {
  const ours = Object.entries(env).filter(([name]) => /^PROJECT_GROUPS(?:_\d+)?$/.test(name));
  const read = readSettings<Readonly<Record<string, Projects>>>(parts, Object.fromEntries(ours));
  return Object.fromEntries(Object.values(read).flatMap((projects) => Object.entries(projects)));
}
