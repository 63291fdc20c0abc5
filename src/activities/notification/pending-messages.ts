import { quarterOf } from '../../domain/base/time.ts';
import { outsideRound, revealedOf } from '../../domain/notification/outside-view.ts';
import type { Project } from '../../domain/project/project.ts';
import { type ChannelText, channelBody, channelNotificationKinds } from '../../pages/notification/channel-text.ts';
import type { FlowSettings } from '../operation/settings.ts';
import type { MessageDelivery } from './deliver.ts';
import type { Notification } from './pending-mails.ts';

type NewPosting = Pick<MessageDelivery, 'channel' | 'body'>;

export function pendingMessages(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, outcome, telling }: Notification,
  project: Pick<Project, 'channels' | 'calendar' | 'compute'>,
): NewPosting[] {
  const occasion = channelNotificationKinds.find((one) => one === telling.about);
  if (occasion === undefined || (occasion === 'in-review' && outcome.round === undefined)) return [];
  return messagesAbout(
    settings,
    {
      occasion,
      about: revealedOf(operation),
      round: outcome.round && outsideRound(outcome.round, project),
      at: operation.door === 'ingress' ? telling.since : quarterOf(telling.since),
    },
    project,
  );
}

export function messagesAbout(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  news: Omit<ChannelText, 'url'>,
  { channels }: Pick<Project, 'channels'>,
): NewPosting[] {
  // Everybody has the one page, and operators the other.
  const page = news.occasion === 'failed' ? 'ops' : 'mine';
  const url = `${publicBaseUrl}/api/${page}`;
  return channels.map((channel) => ({ channel, body: () => channelBody(channel, { ...news, url }) }));
}
