/** The settings that activities need. */
export interface FlowSettings {
  /** Where people reach this app, without a slash at its end; links in mails begin with it. */
  readonly publicBaseUrl: string;
  /** How long a storage administrator could restore a deleted blob. */
  readonly softDeleteDays: number;
  /** Pause before the first look at a Data Factory run, in seconds; later pauses grow from it. */
  readonly transferPollSeconds: number;
}
