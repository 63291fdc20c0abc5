import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import type { Volume } from '../../domain/overview/unusual-volume.ts';
import { activeOperators } from '../../domain/people/people.ts';
import { unusualVolume } from '../../pages/notification/project/unusual-volume.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';

type NotifyPorts = Pick<Ports, 'projects' | 'audit' | 'clock' | 'mailer' | 'outbox' | 'sweepPlaces'>;

interface Around {
  readonly unusual: Seen['unusual'];
  readonly failures: Failures;
  readonly share: TimeSlice;
}

/** Tells operators once of each week in which unusually much left a project. Who was not reached is tried again until the next week is judged. */
export async function notifyUnusual(
  ports: NotifyPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { unusual, failures, share }: Around,
): Promise<void> {
  const found = Object.entries(unusual?.projects ?? {});
  if (unusual === undefined || found.length === 0) return;
  const { week } = unusual;
  if ((await ports.sweepPlaces.read()).get(place) === week) return;
  let reached = true;
  for (const [project, left] of found) {
    if (share.isOver()) return;
    let told = false;
    await failures.keep(`the mails about what left ${project}`, async () => {
      told = await tell(ports, settings, { project, week, left });
    });
    reached &&= told;
  }
  if (reached) await ports.sweepPlaces.keep(place, week);
}

const place = 'unusual';

interface Unusual {
  readonly project: string;
  readonly week: string;
  readonly left: Volume;
}

/** Whether everybody was told, or nobody is to be told any more. */
async function tell(
  ports: NotifyPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { project, week, left }: Unusual,
): Promise<boolean> {
  const found = await ports.projects.find(project);
  if (found === undefined || 'problems' in found || !found.value.egress.unusualTold) return true;
  const thread = `unusual-${project}`;
  const id = `${thread}.${week}`;
  if (await ports.audit.holds(project, id)) return true;
  const operators = activeOperators(found.value);
  const letter = await unusualVolume(found.value, { week, left }, publicBaseUrl);
  const mail = { thread, occasion: week, about: 'unusual', publicBaseUrl } as const;
  const { unsent } = await deliverToEach(ports, mail, operators, async () => letter);
  if (unsent.length > 0) return false;
  const data = { week, ...left, told: operators.length };
  const event = { id, at: ports.clock.now(), kind: 'project.unusual-told', data } as const;
  await ports.audit.append(project, [note(project, event)]);
  return true;
}
