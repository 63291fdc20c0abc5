import type { Channel } from '../domain/project/project.ts';

/** A message to a channel; the same step sends the same id again. `body` is JSON in the form of the channel's kind. */
export interface ChannelMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly body: string;
}

/** Posts to the channels that projects name. Its errors hold no address: whoever has it may post. */
export interface Messenger {
  post(message: ChannelMessage): Promise<void>;
}
