import { printable } from '../../../domain/base/printable.ts';
import { clockWords } from '../../../domain/history/clock-words.ts';
import { momentText } from '../../../pages/base/words.ts';
import type { MailBody } from '../../../pages/notification/mail-body.ts';
import { incidentNews } from '../../../pages/notification/project/incident-news.ts';
import type { Asked, Incident } from '../domain/incident.ts';
import type { MarkedClock } from '../domain/incident-clocks.ts';
import { markWords, scopeText, wantedText } from '../domain/incident-text.ts';

interface Deployed {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
}

interface By {
  readonly name: string;
}

export async function openedLetter(
  { id, reason, scope }: Incident,
  by: By,
  { secondOperator, publicBaseUrl }: Deployed,
): Promise<MailBody> {
  const said = [
    `${printable(by.name)} opened it. What happened: ${printable(reason)}`,
    `It is about ${scopeText(scope)}. Nothing begins in its projects until two operators lift the hold.`,
    ...(secondOperator
      ? [
          'Another operator, who takes no part in these projects, confirms it within 24 hours; otherwise it lapses, and the hold stays.',
        ]
      : []),
  ];
  return await incidentNews({ id, heading: 'opened', said }, publicBaseUrl);
}

export async function askedLetter(
  { id }: Incident,
  { by, asked, reason }: { readonly by: By; readonly asked: Asked; readonly reason: string },
  { secondOperator, publicBaseUrl }: Deployed,
): Promise<MailBody> {
  const said = [
    `${printable(by.name)} wants to ${wantedText(asked)}. The reason given: ${printable(reason)}`,
    secondOperator
      ? 'Another operator, who takes no part in its projects, has to want it too, within seven days.'
      : 'This deployment has one operator, who does it after a day by asking again, within seven days. Whoever does not agree speaks up now.',
  ];
  return await incidentNews({ id, heading: 'a second operator is needed', said }, publicBaseUrl);
}

export async function clockLetter(
  { id, clocks }: Incident,
  { clock, mark, due }: Omit<MarkedClock, 'told'>,
  { publicBaseUrl }: Pick<Deployed, 'publicBaseUrl'>,
): Promise<MailBody> {
  const whom = clocks[clock] || 'others';
  const said = [
    `Of the ${clockWords(clock)} within which ${printable(whom)} are to be told ${markWords[mark].replace(/^it is/, 'the end is')}: ${momentText(due.toISOString())}.`,
    'Say on its page who was told, or, with a second operator, that nobody is to be told.',
  ];
  return await incidentNews({ id, heading: `${clockWords(clock)}: ${markWords[mark]}`, said }, publicBaseUrl);
}
