import { inspectionEnd } from '../../domain/operation/inspection-wait.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import { ordinary } from '../../domain/project/project-checks.ts';
import { rulesOfProject } from '../../domain/project/project-disclosure.ts';
import { mayBeInvited } from '../../domain/review/invited.ts';
import type { Ports } from '../../ports/ports.ts';
import { firstWrite, researchersSince } from '../lifecycle/researchers-since.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { inspectionKey } from './evidence.ts';

/** Asking again changes nothing. */
export async function askInspection(
  ports: Pick<Ports, 'inspectionRequests' | 'register' | 'projects' | 'manifests' | 'clock'>,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  key: OperationKey,
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (operation.state !== 'inspecting') return;
  const project = await requireProject(ports.projects, key.project);
  const researchers = await researchersSince(ports.projects, project, await firstWrite(ports, operation));
  const { continues } = saidAbout(operation);
  await ports.inspectionRequests.ask(inspectionKey(operation), {
    definition: project.hash,
    thresholds: rulesOfProject(project.value.egress.disclosure),
    approvers: ordinary(mayBeInvited(project.value, researchers, ports.clock.now())).map(({ oid }) => oid),
    deadline: inspectionEnd(operation).toISOString(),
    ...(project.value.egress.downloads ? { downloads: true } : {}),
    ...(continues === undefined ? {} : { continues }),
    about: { name: operation.name, review: `${publicBaseUrl}/api/review-package/${key.project}/${key.id}` },
  });
}
