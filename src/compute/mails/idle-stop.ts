import { countText } from '../../domain/base/count-text.ts';
import { printable } from '../../domain/base/printable.ts';
import type { Desired } from '../../domain/project/compute-definition.ts';
import type { Project } from '../../domain/project/project.ts';
import { type MailBody, mailBody } from '../../pages/notification/mail-body.ts';

export async function idleStop(
  { id, title }: Pick<Project, 'id' | 'title'>,
  machines: readonly Pick<Desired<'machine'>, 'name' | 'idleMinutes' | 'power'>[],
  mineUrl: string,
): Promise<MailBody> {
  const [first] = machines;
  const isOne = machines.length === 1;
  return mailBody({
    subject:
      isOne && first !== undefined
        ? `[${id}] The machine ${first.name} was switched off because it was idle`
        : `[${id}] ${countText(machines.length, 'machine')} were switched off because they were idle`,
    paragraphs: [
      `${machines.map(({ name, idleMinutes = 0 }) => `${name} did nothing for ${countText(idleMinutes, 'minute')}`).join('; ')}. That is as long as the project ${printable(title)} (${id}) allows, so ${isOne ? 'it was' : 'they were'} switched off.`,
      'What is on the disks stays there. Programs and sessions that were open have ended.',
      ...machines.map(
        ({ name, power }) =>
          `${name} ${power.mode === 'schedule' ? 'starts again by its schedule. Whoever needs it earlier starts it on the page' : 'stays off until somebody starts it on the page'} below.`,
      ),
      'If you were working, tell the operators of the project: a program that only waits looks idle.',
    ],
    links: [{ label: 'Start it', url: mineUrl }],
  });
}
