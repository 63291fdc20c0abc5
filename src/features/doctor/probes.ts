import type { DataPlace } from '../../ports/storage.ts';

/** Containers of the control plane itself: of the control account, and the lists of files beside the data. */
export type RecordPlace = 'projects' | 'manifests' | 'audit' | 'public transfers' | 'secure transfers';

/** Containers of the secure account through which the control plane and the reading room speak. */
export type RoomPlace = 'inspections' | 'evidence' | 'places' | 'views';

/**
 * Questions to services that no other port asks. Each changes nothing, reads no research data, is sent without many retries, and throws
 * when the service refuses or does not answer.
 */
export interface Probes {
  /** Lists at most one name of a container; gives the clock of the account. */
  list(place: DataPlace | RecordPlace | RoomPlace): Promise<Date>;
  /** Asks for the properties of a blob that cannot exist. Storage tells only whoever may read that it does not. */
  mayRead(place: DataPlace | RoomPlace): Promise<'refused' | 'allowed'>;
  /** Reads at most one row. */
  readTable(name: string): Promise<void>;
  /** How many keys the issuer of tokens publishes. */
  publishedKeys(): Promise<number>;
  /** Connects to the mail server and signs in; sends nothing. */
  signInToMailServer(): Promise<void>;
  /** Sends telemetry with nothing in it, and gives the status of the answer; undefined where no collector is named. */
  askCollector(): Promise<number | undefined>;
}
