import { operators } from '../assignees.ts';
import { ourStep } from '../commands.ts';
import type { NextStep } from '../explanation.ts';
import { namingDefinition, type ProjectStatus } from '../project-status.ts';

/** Looks at the whole deployment, where an error may come from any part of it. */
export function deploymentStep({ standing }: { readonly standing: ProjectStatus }): NextStep {
  return ourStep(
    ['doctor'],
    undefined,
    { method: 'GET', path: 'ops/doctor' },
    {
      who: operators(namingDefinition(standing)),
      what: 'Every dependency of the deployment is looked at, and what is wrong is named with its mend; nothing is changed.',
      why: 'A role, a firewall rule or a setting of the deployment may be missing.',
    },
  );
}
