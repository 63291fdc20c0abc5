import type { ChannelMessage, Messenger } from '../../src/ports/mail.ts';

/** All channels in one: keeps what was posted. */
export class MemoryChat implements Messenger {
  readonly messages: ChannelMessage[] = [];

  async post(message: ChannelMessage): Promise<void> {
    this.messages.push(message);
  }
}
