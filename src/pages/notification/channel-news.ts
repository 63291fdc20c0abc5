import { doorFacts, shortNumber } from '../../domain/base/door.ts';
import { sizeClass } from '../../domain/base/size-class.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Channel } from '../../domain/project/project.ts';
import type { Round } from '../../domain/review/round.ts';
import { momentText } from '../base/words.ts';

/** What is told in channels: what waits for approvers, what needs operators, and what has left. */
export const channelOccasions = ['in-review', 'overdue', 'failed', 'released'] as const;
export type ChannelOccasion = (typeof channelOccasions)[number];

/** What a message is made of; `at` is when it came to be. */
export interface ChannelNews {
  readonly occasion: ChannelOccasion;
  readonly operation: Operation;
  readonly round?: Round | undefined;
  readonly at: string;
  readonly url: string;
}

/** The message as JSON in the form of the channel's kind. It holds numbers, states and size classes, and nothing that anybody named. */
export function channelBody({ kind }: Pick<Channel, 'kind'>, news: ChannelNews): string {
  return JSON.stringify(kind === 'teams' ? teamsMessage(news) : webhookEvent(news));
}

const sentences: Readonly<Record<ChannelOccasion, (thing: string, operation: Operation) => string>> = {
  'in-review': (thing) => `The ${thing} waits for the approvers`,
  overdue: (thing) => `The review of the ${thing} is past its deadline`,
  failed: (thing, { failure }) => `The ${thing} failed while it was ${failure?.state ?? 'under way'}`,
  released: (thing) => `The ${thing} was released`,
};

function headlineOf({ occasion, operation }: ChannelNews): string {
  return sentences[occasion](`${doorFacts(operation.door).noun} ${shortNumber(operation.id)}`, operation);
}

function dueOf({ occasion, round }: ChannelNews): string | undefined {
  return occasion === 'in-review' || occasion === 'overdue' ? round?.deadline : undefined;
}

/** An Adaptive Card in the envelope that a workflow of Teams takes. Its only action opens a page: nothing is decided in a chat. */
function teamsMessage(news: ChannelNews) {
  const { project, source, id } = news.operation;
  const due = dueOf(news);
  const facts = [
    { title: 'Project', value: project },
    ...(source === undefined ? [] : [{ title: 'Size', value: sizeClass(source) }]),
    ...(due === undefined ? [] : [{ title: 'Decide by', value: momentText(due) }]),
    { title: 'Reference', value: id },
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', text: headlineOf(news), weight: 'Bolder', size: 'Medium', wrap: true },
      { type: 'FactSet', facts },
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Open Sallyport', url: news.url }],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

function webhookEvent(news: ChannelNews) {
  const { project, door, id, state, source } = news.operation;
  const due = dueOf(news);
  return {
    type: `${doorFacts(door).noun}.${news.occasion}`,
    timestamp: news.at,
    data: {
      headline: headlineOf(news),
      ...{ project, operation: id, number: shortNumber(id), state },
      ...(source === undefined ? {} : { size: sizeClass(source) }),
      ...(due === undefined ? {} : { due }),
      url: news.url,
    },
  };
}
