import { projectTag, tagValue } from '../../../src/compute/domain/world.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { computeEndOf } from '../../../src/domain/project/project-time.ts';
import { projectId } from '../definition.ts';
import type { Property } from './property.ts';

/** By how much the clock of an app may be wrong. */
const skew = 60 * 60_000;

/** After the end of a project no compute is deleted but those that people were told of a week before, and in the end all are. */
export const computesEndTold: Property = {
  what: 'computes are deleted after the end as people were told',
  watch({ world, god, broken }) {
    return {
      concerns: ({ service, operation }) =>
        (service === 'machines' || service === 'workspace') && operation === 'remove',
      async call({ args: [name] }) {
        const stored = await god.projects.get(projectId);
        const now = world.time.now();
        if (stored === undefined || stored.value.compute.keepComputeDays === undefined) return;
        if (computeEndOf(stored.value, stored, now) === undefined) return;
        const told = (await god.computeMemory.read(projectId))?.value.told;
        const isNamed = told?.computes.some((key) => key.endsWith(` ${String(name).toLowerCase()}`)) === true;
        if (told === undefined || !isNamed) broken(`${name} is deleted, and nobody was told`);
        else if (now.getTime() + skew < Date.parse(told.at) + 7 * DAY)
          broken(`${name} is deleted, and people were told at ${told.at}`);
      },
      async end({ project }) {
        const { keepComputeDays } = project.compute;
        if (project.closed === undefined || project.hibernated || keepComputeDays === undefined) return;
        const { machines, workspace } = world.deployment;
        const { clusters, instances } = await workspace.port.list();
        for (const { name, tags } of [...(await machines.port.list()), ...clusters, ...instances])
          if (tagValue(tags, projectTag) === projectId)
            broken(`${name} is there ${keepComputeDays} days after the end`);
      },
    };
  },
};
