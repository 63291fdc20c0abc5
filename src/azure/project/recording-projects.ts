import { namedIn, seenEntry } from '../../domain/people/person-entry.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { PeopleStore } from '../../ports/stores.ts';

/** The definitions, each of which is also read for who people are. What cannot be written of that is no reason to fail: the sweep makes up for it. */
export function recordingProjects(projects: ProjectStore, people: PeopleStore, clock: Clock): ProjectStore {
  return {
    ...projects,
    async put(project, etag) {
      const stored = await projects.put(project, etag);
      const write = namedIn(project).map(async (one) => {
        const entry = seenEntry(await people.get(one.oid), one, 'definition', clock.now());
        if (entry !== undefined) await people.put(entry);
      });
      await Promise.all(write).catch(() => undefined);
      return stored;
    },
  };
}
