import type { Door } from '../../domain/base/door.ts';
import type { Ticks } from '../../domain/notification/tick.ts';

export interface FlowSettings {
  /** Where people reach this app, without a slash at its end; links in mails begin with it. */
  readonly publicBaseUrl: string;
  /** Of the mails of one kind about a project that a person gets within so many seconds, three go alone and the others together. */
  readonly mailWindowSeconds: number;
  /** Where approvers look into frozen files, inside the network; without it there is no reading room to ask. */
  readonly readingRoomUrl?: string | undefined;
  /** When mails about packages leave before their approval; without it at once. */
  readonly ticks?: Ticks;
  /** Days for which a storage administrator could still restore what was deleted at a door, previous versions included. */
  readonly restorableDays: Readonly<Record<Door, number>>;
  /** Days from its creation for which storage lets nobody delete a version of a dataset. */
  readonly datasetDays: number;
  /** Pause before the first look at a Data Factory run, in seconds; later pauses grow from it. */
  readonly transferPollSeconds: number;
  /** By how many seconds each clock of the storage service may be wrong; a delete ends so that none of them can mislead it. */
  readonly storageSkewSeconds: number;
}

export type MailSettings = Pick<FlowSettings, 'publicBaseUrl' | 'mailWindowSeconds' | 'ticks'>;
