import { countText } from '../../../domain/base/count-text.ts';
import { doorFacts } from '../../../domain/base/door.ts';
import { printable } from '../../../domain/base/printable.ts';
import { digestOf, type RefusedName, type RefusedNames } from '../../../domain/lifecycle/refused-names.ts';
import { noticesOf } from '../../../domain/notification/refused-notification.ts';
import { problemLines } from '../../base/problem-lines.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** What the mail is for: names that came, or that still lie there after a while. */
export type RefusedAbout = 'refused' | 'reminder';

const mostNames = 100;

/**
 * Tells who sends through a door that something lies there which breaks the project's rules. Names of datasets are the owner's own; which
 * packages, and how many, stays inside, and the mail says where.
 */
export async function namesRefused(list: RefusedNames, about: RefusedAbout, mineUrl: string): Promise<MailBody> {
  const still = about === 'reminder' ? ' still' : '';
  return list.door === 'ingress'
    ? await ofDatasets(list, still, mineUrl)
    : await ofPackages(list.project, still, mineUrl);
}

async function ofDatasets(list: RefusedNames, still: string, mineUrl: string): Promise<MailBody> {
  const { project, names, isFull } = list;
  const count = countText(names.length, 'name');
  const more = isFull ? ' More are refused there than may be listed at once (maxIdle).' : '';
  const items = names.slice(0, mostNames).map(refusedLine);
  const rest = names.length - items.length;
  return mailBody({
    subject: `[${project}] ${count} at the door ${names.length === 1 ? 'is' : 'are'}${still} refused`,
    paragraphs: [
      `What lies under ${count} at the door of the project ${project}${still} breaks its rules, so nothing of it is taken in. Nothing was touched.${more}`,
      `Put right or remove what is listed here: what keeps the rules is taken in by itself. Or have it deleted as it is listed, at ${mineUrl}.`,
    ],
    items: rest > 0 ? [...items, `and ${rest} more`] : items,
  });
}

async function ofPackages(project: string, still: string, mineUrl: string): Promise<MailBody> {
  return mailBody({
    subject: `[${project}] Some packages are${still} refused`,
    paragraphs: [
      `Some of what lies at the export door of the project ${project}${still} breaks its rules, so nothing of it is taken. Nothing was touched.`,
      `What and why stands in notices/${noticesOf(project)} in the secure environment, where the project's researchers can read it. Put it right or remove it: what keeps the rules is taken by itself. Or have it deleted as it is listed there, at ${mineUrl}.`,
    ],
    items: [],
  });
}

/** A name and what it breaks, in a line for people who may know the names. */
function refusedLine({ name, shape, problems, more }: RefusedName): string {
  const rest = more > 0 ? [`and ${more} more`] : [];
  const what = shape === 'folder' ? `${name}/` : name;
  return `${printable(what)}: ${[...problemLines(problems), ...rest].join('; ')}`;
}

/** The list of what is refused at the export door of a project, for the container `notices` inside the secure network. */
export function refusedNotice(list: RefusedNames): string {
  const { door, project, names, isFull } = list;
  const { noun } = doorFacts(door);
  const parts = [
    `What lies under these names at the export door of the project ${project} breaks its rules, so no ${noun} is made of it. Nothing was touched.`,
    names.map((one) => `- ${refusedLine(one)}`).join('\n'),
    ...(isFull ? ['More are refused than may be listed at once (maxIdle).'] : []),
    'Put it right or remove it: what keeps the rules is taken by itself. To have all of it deleted as it is listed here, give this digest at your own page outside, or with the command "sallyport refused discard":',
    digestOf(list),
  ];
  return `${parts.join('\n\n')}\n`;
}
