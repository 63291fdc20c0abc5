import type { FlowSettings } from '../../activities/operation/settings.ts';
import { DAY } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { type Affected, affectedBy } from '../../domain/definition/affected.ts';
import { compareDefinitions } from '../../domain/definition/definition-change.ts';
import type { Project } from '../../domain/project/project.ts';
import { readStored } from '../../domain/project/stored-definition.ts';
import { rulesChanged } from '../../pages/notification/project/rules-changed.ts';
import type { Ports } from '../../ports/ports.ts';
import type { InForce, StoredProject } from '../../ports/records.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { recordDefinition } from '../project/definition-audit.ts';
import { definitionsInTurn } from '../project/definitions-in-turn.ts';

type TellRulesPorts = Pick<Ports, 'projects' | 'audit' | 'clock' | 'mailer' | 'outbox' | 'sweepPlaces'>;

/** A definition may come into force while they are listed, and the storage has a clock of its own. */
const overlap = 5 * 60_000;
const givenUpAfter = 7 * DAY;
/** Where nothing is remembered, as after the first deployment, what is older is history; and so often is remembered that there was nothing to tell. */
const newsAtFirst = 60 * 60_000;

/**
 * Tells operators, and whom it affects, of each definition that came into force since the last sweep that told everybody; the outbox
 * knows who was told already. Who was not reached is tried again for seven days, and the audit says how many were.
 */
export async function notifyRules(
  ports: TellRulesPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now().getTime();
  const place = (await ports.sweepPlaces.read()).get('rules');
  const from = place === undefined ? now - newsAtFirst : Date.parse(place);
  let [reached, isNews] = [true, place === undefined || now - from >= newsAtFirst];
  for (const stored of await definitionsInTurn(ports, share)) {
    const { id } = stored.value;
    for (const change of changesSince(stored, from)) {
      if (share.isOver()) return;
      isNews = true;
      let told = false;
      await failures.keep(`the mails about the rules of ${id}`, async () => {
        told = await tellChange(ports, settings, stored, change);
      });
      reached &&= told;
    }
  }
  if (reached && isNews && !share.isOver())
    await ports.sweepPlaces.keep('rules', new Date(now - overlap).toISOString());
}

interface Change {
  readonly before: InForce;
  readonly after: InForce;
}

function changesSince({ hash, since, before }: StoredProject, from: number): Change[] {
  const all = [...before, { hash, since }];
  return all.flatMap((after, index) => {
    const previous = all[index - 1];
    return previous === undefined || Date.parse(after.since) < from ? [] : [{ before: previous, after }];
  });
}

/** Whether everybody was told, or nobody tries any more. */
async function tellChange(
  ports: TellRulesPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { value: project }: StoredProject,
  { before, after }: Change,
): Promise<boolean> {
  const [old, current] = [await versionOf(ports, project.id, before), await versionOf(ports, project.id, after)];
  if (old === undefined || current === undefined) return true;
  const people = affectedBy(old, current, compareDefinitions(old, current).changes, ports.clock.now());
  const occasion = `${after.hash.slice(0, 16)}-${Date.parse(after.since)}`;
  const mail = { thread: `rules-${project.id}`, occasion, about: 'rules', publicBaseUrl } as const;
  const readers = people.map((affected) => ({ affected, email: affected.person.email }));
  const { unsent } = await deliverToEach(ports, mail, readers, ({ affected }) =>
    rulesChanged(current, affected, { since: after.since, ...dashboardOf(affected, publicBaseUrl) }),
  );
  const isHopeless = ports.clock.now().getTime() - Date.parse(after.since) >= givenUpAfter;
  if (unsent.length > 0 && !isHopeless) return false;
  const data = { definition: after.hash, told: people.length - unsent.length, untold: unsent.length };
  await recordDefinition(ports, project.id, { id: `rules-${occasion}`, what: 'change-told', data });
  return true;
}

function dashboardOf({ operator }: Affected, publicBaseUrl: string): { readonly opsUrl?: string } {
  return operator ? { opsUrl: `${publicBaseUrl}/api/ops` } : {};
}

/** Undefined for one that the rules of today refuse: what changed in it cannot be said. */
async function versionOf({ projects }: TellRulesPorts, id: string, { hash }: InForce): Promise<Project | undefined> {
  const text = await projects.versionOnce(id, hash);
  return text === undefined ? undefined : readStored(JSON.parse(text));
}
