import { atOnce, inParts } from './dealt.ts';
import type { Projects } from './project-grants.ts';

const projectsInSetting = atOnce('modules/function-app', 'projectsInSetting');

/** What the app is told of the groups of projects, by the names of its settings, as infra/modules/function-app.bicep makes them. */
export function groupSettings(projects: Projects): ReadonlyMap<string, string> {
  const parts = projects.length === 0 ? [[]] : inParts(projects, projectsInSetting);
  return new Map(parts.map((part, index) => [nameOf(index), JSON.stringify(Object.fromEntries(part.map(groupsOf)))]));
}

const nameOf = (part: number): string => (part === 0 ? 'PROJECT_GROUPS' : `PROJECT_GROUPS_${part + 1}`);

/** Groups in the order of their kinds; a kind without a group is left out. */
function groupsOf({ id, retracted: _, marked: _marked, budget: _budget, ...groups }: Projects[number]) {
  const there = Object.entries(groups).filter(([, group]) => group);
  return [id, Object.fromEntries(there.toSorted(([one], [other]) => (one < other ? -1 : 1)))] as const;
}
