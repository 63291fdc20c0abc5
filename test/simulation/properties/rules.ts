import { sourceManifest } from '../../../src/activities/transfer/places.ts';
import { subjectOf } from '../../../src/compute/reconcile/subject.ts';
import { rulesAt } from '../../../src/domain/project/project.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { gather } from '../../domain/sample.ts';
import { projectId } from '../definition.ts';
import { isRunAsked, isRunOrDefinition, type Property } from './property.ts';

/** Where a scan is required nothing is copied or frozen before each file has a clean verdict for exactly the state that is copied. */
export const onlyScannedIsTaken: Property = {
  what: 'nothing is taken without a clean verdict',
  watch({ world, god, broken }) {
    return {
      concerns: isRunAsked,
      async call({ args: [pipeline, parameters] }) {
        const door = pipeline === 'ingress-copy' ? 'ingress' : pipeline === 'export-freeze' ? 'export' : undefined;
        if (door === undefined) return;
        const { operationId: id, sourceFolder } = Object(parameters);
        const stored = await god.projects.get('heart-study');
        const rules = door === 'ingress' ? stored?.value.ingress : stored?.value.egress;
        if (rules?.malwareScan !== 'required') return;
        for (const { path, etag } of await gather(god.manifests.read(await listingOf(god, String(id))))) {
          const isClean = world.verdicts.some(
            (one) =>
              one.door === door &&
              one.path === `${sourceFolder}/${path}` &&
              one.etag === etag &&
              one.finding === 'No threats found',
          );
          if (!isClean) broken(`${path} of ${String(id)} is taken without a clean verdict about its state ${etag}`);
        }
      },
    };
  },
};

async function listingOf({ register }: Pick<Ports, 'register'>, id: string): Promise<string> {
  return sourceManifest((await register.get({ project: projectId, id }))?.value ?? { id });
}

/** How long a definition may have been in force, or a day be over, before what begins has to follow it. */
const grace = 60_000;

/** Nothing is taken in and nothing leaves outside the days of the project, or beyond what it allows of one upload. */
export const daysAndLimitsHold: Property = {
  what: 'nothing comes in or leaves beyond what the project allows',
  watch({ world, god, broken }) {
    let since = Number.NEGATIVE_INFINITY;
    return {
      concerns: isRunOrDefinition,
      async call({ service, operation, args: [pipeline, parameters] }) {
        const now = world.time.now().getTime();
        if (service === 'control/projects' && operation === 'put') since = now;
        if (service !== 'data-factory' || operation !== 'start' || now - since < grace) return;
        const project = (await god.projects.get('heart-study'))?.value;
        if (project === undefined) return;
        const today = world.latest.toISOString().slice(0, 10);
        const recent = new Date(now - grace).toISOString().slice(0, 10);
        const id = String(Object(parameters).operationId);
        if (pipeline === 'export-release' && (recent > project.ends || project.closed !== undefined))
          broken(`${id} is released after ${project.ends}, the last day of its project`);
        const door = pipeline === 'ingress-copy' ? 'ingress' : pipeline === 'export-freeze' ? 'export' : undefined;
        if (door === undefined) return;
        if (today < project.starts) broken(`${id} is taken before ${project.starts}, the first day of its project`);
        const rules = rulesAt(door, project);
        const entries = await gather(god.manifests.read(await listingOf(god, id)));
        if (entries.length > rules.maxFiles) broken(`${id} is taken with ${entries.length} files`);
        if (entries.reduce((sum, { size }) => sum + size, 0) > rules.maxBytes)
          broken(`${id} is taken with too many bytes`);
      },
    };
  },
};

/** Computes are as the definition has them, and looking again changes nothing. */
export const computeConverges: Property = {
  what: 'computes converge',
  watch({ world, broken }) {
    return {
      async end({ project }) {
        const app = await world.app('end');
        const subject = subjectOf(project, world.time.now());
        // Hours may be used up, a month begin or a machine be idle since the last tick; what follows from that is done in one run.
        const { budgetHours, virtualMachines } = subject.definition;
        const mayHaveToAct = budgetHours !== undefined || virtualMachines.some((one) => one.idleMinutes !== undefined);
        if (mayHaveToAct) await app.reconciler.run([subject]);
        const [run] = await app.reconciler.run([subject]);
        if (run === undefined || 'error' in run) broken(`the last reconcile failed: ${run?.error}`);
        else if (run.result.outcome === 'applied')
          broken(`the last reconcile still does something: ${JSON.stringify(run.result.applied).slice(0, 300)}`);
      },
    };
  },
};
