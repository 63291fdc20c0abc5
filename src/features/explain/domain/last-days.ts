import { daysLater } from '../../../domain/base/time.ts';
import { eligibilitiesOf } from '../../../domain/people/eligibility.ts';
import { expiryClosing } from '../../../domain/project/expiry-closing.ts';
import { governanceText } from '../../../domain/project/governance.ts';
import { isUpTo, type Project } from '../../../domain/project/project.ts';
import { expiredPartOf, whyNotRunning } from '../../../domain/project/project-time.ts';
import { operators } from './assignees.ts';
import { byHand } from './commands.ts';
import type { NextStep } from './explanation.ts';
import type { ExplainedProject, Matter } from './matters.ts';
import { namingDefinition, type ProjectStatus } from './project-status.ts';

const soonDays = 30;

/** What a project rests on, and who takes part in it, whose last day is over or comes within thirty days. */
export function lastDays({ standing, now }: ExplainedProject): Matter[] {
  const project = standing.inForce;
  if (project === undefined) return [];
  const why = whyNotRunning(project, now);
  if (why === 'closed' || why === 'ended') return [];
  return [
    ...expired(standing, project, now),
    ...lapsingSoon(standing, project, now),
    ...people(standing, project, now),
  ];
}

function expired(standing: ProjectStatus, project: Project, now: Date): Matter[] {
  const over = expiredPartOf(project, now);
  const [first] = over;
  if (first === undefined) return [];
  const text = `The last day is over of what it rests on: ${governanceText(over)}. Nothing comes in, nothing is released, and no compute runs.${closingText(project, now)}`;
  return [
    {
      state: 'lapsed',
      turn: 'operator',
      waitsFor: 'a later date in its governance',
      text,
      since: `${first.until}T23:59:59.999Z`,
      steps: [renew(standing, text)],
    },
  ];
}

function closingText(project: Project, now: Date): string {
  const plan = expiryClosing(project, now);
  return plan === undefined ? '' : ` On ${plan.day} it is closed for good, once people were told so 30 days before.`;
}

/** Nothing is closed yet; so it stands behind what is. */
function lapsingSoon(standing: ProjectStatus, project: Project, now: Date): Matter[] {
  const over = expiredPartOf(project, now);
  const soon = expiredPartOf(project, daysLater(now, soonDays)).filter((entry) => !over.includes(entry));
  if (soon.length === 0) return [];
  const text = `It rests on ${governanceText(soon)}; past that day its doors are closed.`;
  return [
    {
      state: 'active',
      turn: 'operator',
      waitsFor: 'a later date in its governance',
      text,
      steps: [renew(standing, text)],
    },
  ];
}

function renew(standing: ProjectStatus, why: string): NextStep {
  const who = operators(namingDefinition(standing), { outsiders: true });
  return byHand({
    who,
    what: 'Put a later `until` into the entry of `governance` once it was renewed; it waits for a second operator. The doors are open again as soon as it is in force.',
    why,
  });
}

function people(standing: ProjectStatus, project: Project, now: Date): Matter[] {
  const near = eligibilitiesOf(project).filter(({ until }) => !isUpTo(until, daysLater(now, soonDays)));
  if (near.length === 0) return [];
  const named = near
    .map(
      ({ person, part, until }) =>
        `${person.name} as ${part} ${isUpTo(until, now) ? 'until' : 'no more since'} ${until}`,
    )
    .join('; ');
  const text = `Takes part: ${named}.`;
  const what = 'Put a later `eligibleUntil` once their accreditation was renewed, or take them out of the definition.';
  const step = byHand({ who: operators(namingDefinition(standing), { outsiders: true }), what, why: text });
  return [
    { state: 'active', turn: 'operator', waitsFor: 'later dates of people, or none of them', text, steps: [step] },
  ];
}
