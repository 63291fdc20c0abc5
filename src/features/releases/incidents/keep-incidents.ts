import { incidentChain, note } from '../../../domain/audit/audit-event.ts';
import type { Ports } from '../../../ports/ports.ts';
import { deliverToEach } from '../../../use-cases/base/deliver-once.ts';
import type { TakeBackPorts } from '../../../use-cases/operation/take-back-release.ts';
import type { Sweeping, SweepPart } from '../../../use-cases/overview/sweep-parts.ts';
import { type Incident, isOver } from '../domain/incident.ts';
import { type MarkedClock, marksToTell } from '../domain/incident-clocks.ts';
import { touchedBy } from '../domain/incident-schema.ts';
import { type HoldTouchedPorts, holdTouched, leftOutside, takeBackNamed } from './hold-touched.ts';
import { readIncidents } from './incident-chain.ts';
import { clockLetter } from './letters.ts';
import { operatorsOf } from './touched.ts';

/** The sweep's part: holds that an incident could not set are set, what it could not take back is taken back, and people are told how far its clocks have come. */
export const incidentsPart: SweepPart = [
  'the incidents',
  5,
  async (s) => (await s.ends()).some(({ chain }) => chain === incidentChain) && keepIncidents(s),
];

type Kept = Pick<Sweeping, 'workflows' | 'failures' | 'share'> & {
  readonly ports: HoldTouchedPorts & TakeBackPorts & Pick<Ports, 'projects' | 'audit' | 'clock' | 'mailer' | 'outbox'>;
  readonly settings: Pick<Sweeping['settings'], 'publicBaseUrl' | 'transferPollSeconds'>;
};

export async function keepIncidents({ ports, workflows, settings, failures, share }: Kept): Promise<void> {
  const now = ports.clock.now();
  for (const incident of await readIncidents(ports.audit)) {
    if (share.isOver()) return;
    if (isOver(incident, now)) continue;
    await failures.keep(`the incident ${incident.id}`, async () => {
      if (!(await isHeld(ports.audit, incident))) await holdTouched(ports, workflows, incident);
      if (incident.takeBack) await takeBackLeft({ ports, workflows, settings }, incident);
      for (const marked of marksToTell(incident, now))
        if (!share.isOver()) await remind(ports, settings, incident, marked);
    });
  }
}

/** What could not be taken back is a failure of the sweep, which tries it again. */
async function takeBackLeft(
  { ports, workflows, settings }: Pick<Kept, 'ports' | 'workflows' | 'settings'>,
  incident: Incident,
): Promise<void> {
  const taken = await takeBackNamed({ ...ports, ...settings }, workflows, incident, await leftOutside(ports, incident));
  const [problem] = taken.flatMap((one) => one.problem ?? []);
  if (problem !== undefined) throw new Error(problem);
}

/** Whether the audit tells of each hold, also of one that two have lifted since. */
async function isHeld(audit: Pick<Ports['audit'], 'holds'>, { id, scope }: Incident): Promise<boolean> {
  const told = touchedBy(scope).map((project) => audit.holds(project, `hold.${id}.set`));
  return !(await Promise.all(told)).includes(false);
}

async function remind(
  ports: Pick<Ports, 'projects' | 'audit' | 'clock' | 'mailer' | 'outbox'>,
  { publicBaseUrl }: { readonly publicBaseUrl: string },
  incident: Incident,
  marked: MarkedClock,
): Promise<void> {
  const { clock, mark, due, told: id } = marked;
  const [thread = '', occasion = ''] = id.split('.');
  const addresses = await operatorsOf({ projects: ports.projects, secondOperator: true }, incident.scope);
  const readers = addresses.map((email) => ({ email }));
  const mail = { thread, occasion, about: 'incident', publicBaseUrl } as const;
  const letter = () => clockLetter(incident, marked, { publicBaseUrl });
  const { unsent } = await deliverToEach(ports, mail, readers, letter);
  if (unsent.length > 0) throw unsent[0];
  const data = { clock, mark, due: due.toISOString(), people: readers.length };
  const line = { id, at: ports.clock.now(), kind: 'incident.told', data } as const;
  await ports.audit.append(incidentChain, [note(incidentChain, line)]);
}
