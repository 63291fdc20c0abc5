import { noProject } from '../../../activities/operation/operations.ts';
import { Forbidden, NotFound } from '../../../domain/base/errors.ts';
import { type ConcernedProject, whyTakesPart } from '../../../domain/definition/current-definition.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import type { MailBody } from '../../../pages/notification/mail-body.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { ProjectStore } from '../../../ports/records.ts';
import { isResearcherIn, researcherText } from '../../../use-cases/people/readable-projects.ts';
import { notifyAddresses, operatorsToNotify } from '../../../use-cases/project/notify-operators.ts';
import { type Scope, touchedBy } from '../domain/incident-schema.ts';

interface ProjectPorts {
  readonly projects: Pick<ProjectStore, 'find'>;
}

/** What stands of the projects that an incident touches. Throws NotFound for one that is not there. */
export async function concernedBy({ projects }: ProjectPorts, scope: Scope): Promise<ConcernedProject[]> {
  return await Promise.all(
    touchedBy(scope).map(async (id) => {
      const standing = await projects.find(id);
      if (standing === undefined) throw new NotFound(noProject(id));
      return { id, standing };
    }),
  );
}

/** Throws Forbidden for whoever takes part in one of the projects. */
export function requireNoPartIn(concerned: readonly ConcernedProject[], caller: Somebody): void {
  const [why] = concerned.flatMap((one) => whyTakesPart(one, caller) ?? []);
  if (why !== undefined) throw new Forbidden(why);
}

/** Why somebody may not read of it: they are a researcher of a project that it touches. */
export async function whyNotShown(
  { projects }: ProjectPorts,
  scope: Scope,
  caller: Somebody,
): Promise<string | undefined> {
  for (const id of touchedBy(scope)) {
    const found = await projects.find(id);
    if (found !== undefined && isResearcherIn(found, caller)) return researcherText(id);
  }
  return undefined;
}

type TellPorts = Pick<Ports, 'projects' | 'mailer' | 'keptMails' | 'clock'> & {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** Tells the operators of the projects, and whoever asks. */
export async function tellOperators(
  ports: TellPorts,
  scope: Scope,
  { id, letter, also }: { readonly id: string; readonly letter: MailBody; readonly also: readonly string[] },
): Promise<void> {
  const addresses = await operatorsOf(ports, scope);
  await notifyAddresses(ports, { id, letter, addresses: [...addresses, ...also.slice(0, 1)] });
}

/** Addresses of the operators of what an incident touches; where there is one operator only, of all. */
export async function operatorsOf(
  ports: Pick<Ports, 'projects'> & { readonly secondOperator: boolean },
  scope: Scope,
): Promise<readonly string[]> {
  const addresses: string[] = [];
  for (const project of touchedBy(scope)) addresses.push(...(await operatorsToNotify(ports, project)));
  return [...new Set(addresses)];
}
