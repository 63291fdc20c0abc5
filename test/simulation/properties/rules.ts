import { sourceManifest } from '../../../src/activities/places.ts';
import { subjectOf } from '../../../src/reconcile/subject.ts';
import { gather } from '../../domain/sample.ts';
import type { Property } from './property.ts';

/** Where a scan is required nothing is copied or frozen before each file has a clean verdict for exactly the state that is copied. */
export const onlyScannedIsTaken: Property = {
  what: 'nothing is taken without a clean verdict',
  watch({ world, god, broken }) {
    return {
      async call({ service, operation, args: [pipeline, parameters] }) {
        if (service !== 'data-factory' || operation !== 'start') return;
        const door = pipeline === 'ingress-copy' ? 'ingress' : pipeline === 'export-freeze' ? 'export' : undefined;
        if (door === undefined) return;
        const { operationId: id, sourceFolder } = Object(parameters);
        const stored = await god.projects.get('heart-study');
        const rules = door === 'ingress' ? stored?.value.ingress : stored?.value.egress;
        if (rules?.malwareScan !== 'required') return;
        for (const { path, etag } of await gather(god.manifests.read(sourceManifest(String(id))))) {
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

/** Computes are as the definition has them, and looking again changes nothing. */
export const computeConverges: Property = {
  what: 'computes converge',
  watch({ world, broken }) {
    return {
      async end({ project }) {
        const app = await world.app('end');
        const [run] = await app.reconciler.run([subjectOf(project, world.time.now())]);
        if (run === undefined || 'error' in run) broken(`the last reconcile failed: ${run?.error}`);
        else if (run.result.outcome === 'applied')
          broken(`the last reconcile still does something: ${JSON.stringify(run.result.applied).slice(0, 300)}`);
      },
    };
  },
};
