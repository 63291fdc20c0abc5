/** Exit codes of the command line, one for each way the host can refuse to start. */
export const exitCodes = { app: 2, hostJson: 3, port: 4, settings: 5, state: 6 } as const;

/** Names the part that stopped the host; the command line turns it into its exit code. */
export type HostErrorKind = keyof typeof exitCodes;

/** Thrown when the host cannot start. The message says which thing is wrong, by which rule, and what to do. */
export class HostError extends Error {
  override name = 'HostError';
  readonly kind: HostErrorKind;

  constructor(kind: HostErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What was thrown with the place where it happened, for the log. */
export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The text of anything that was thrown, for messages. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
