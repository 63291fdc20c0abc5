/** Exit codes of the command line, one for each way the host can refuse to start. */
export const exitCodes = { app: 2, hostJson: 3, port: 4, settings: 5, state: 6 } as const;

/** The exit code of a host whose app threw where nobody caught it. The Functions host starts its worker again then. */
export const crashCode = 7;

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

/** What was thrown and the first place of its stack, in one line. */
export function lineOf(error: unknown): string {
  const [, place] = /^\s+at (?:.* \()?(.+?)\)?$/m.exec(stackOf(error)) ?? [];
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${what.replace(/\s+/g, ' ')}${place === undefined ? '' : ` (${place})`}`;
}

/** The text of anything that was thrown, for messages. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
