import { doorFacts, shortNumber } from '../../domain/base/door.ts';
import { sizeClass } from '../../domain/base/size-class.ts';
import { failureOf, type OutsideRound, type Revealed } from '../../domain/notification/outside-view.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Channel } from '../../domain/project/project.ts';
import { momentText } from '../base/words.ts';
import type { ChannelEvent } from './channel-event.ts';

/** What is told in channels: what waits for approvers, what needs operators, and what has left. */
export const channelNotificationKinds = ['in-review', 'overdue', 'failed', 'released'] as const;
export type ChannelNotificationKind = (typeof channelNotificationKinds)[number];

/** `at` is when the message came to be. */
export interface ChannelText {
  readonly occasion: ChannelNotificationKind;
  readonly about: Revealed;
  readonly round?: OutsideRound | undefined;
  readonly at: string;
  readonly url: string;
}

/** The message as JSON in the form of the channel's kind. It holds numbers, states and size classes, and nothing that anybody named. */
export function channelBody({ kind }: Pick<Channel, 'kind'>, news: ChannelText): string {
  return JSON.stringify(kind === 'teams' ? teamsMessage(news) : webhookEvent(news));
}

const sentences: Readonly<Record<ChannelNotificationKind, (thing: string, about: Revealed) => string>> = {
  'in-review': (thing) => `The ${thing} waits for the approvers`,
  overdue: (thing) => `The review of the ${thing} is past its deadline`,
  failed: (thing, about) => `The ${thing} failed while it was ${stateText(failureOf(about).state ?? 'under way')}`,
  released: (thing) => `The ${thing} was released`,
};

function headlineOf({ occasion, about }: ChannelText): string {
  return sentences[occasion](`${doorFacts(about.door).noun} ${shortNumber(about.id)}`, about);
}

function sizeOf(about: Revealed): string | undefined {
  if (about.door === 'export') return about.size;
  return about.source && sizeClass(about.source);
}

function dueOf({ occasion, round }: ChannelText): string | undefined {
  return occasion === 'in-review' || occasion === 'overdue' ? round?.deadline : undefined;
}

/** An Adaptive Card in the envelope that a workflow of Teams takes. Its only action opens a page: nothing is decided in a chat. */
function teamsMessage(news: ChannelText) {
  const { project, id } = news.about;
  const size = sizeOf(news.about);
  const due = dueOf(news);
  const facts = [
    { title: 'Project', value: project },
    ...(size === undefined ? [] : [{ title: 'Size', value: size }]),
    ...(due === undefined ? [] : [{ title: 'Decide by', value: momentText(due, news.round?.timeZone) }]),
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

function webhookEvent(news: ChannelText): ChannelEvent {
  const { project, door, id, state } = news.about;
  const size = sizeOf(news.about);
  const due = dueOf(news);
  return {
    type: `${doorFacts(door).noun}.${news.occasion}`,
    timestamp: news.at,
    data: {
      headline: headlineOf(news),
      ...{ project, operation: id, number: shortNumber(id), state },
      ...(size === undefined ? {} : { size }),
      ...(due === undefined ? {} : { due }),
      url: news.url,
    },
  };
}
