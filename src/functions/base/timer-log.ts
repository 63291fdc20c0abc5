/** Where a timer says what it did; the host's invocation context is one. */
export interface TimerLog {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** A line that the queries of the alerts take apart: a word that names its kind, then JSON. */
export function lineOf(kind: string, report: object): string {
  return `${kind}: ${JSON.stringify(report)}`;
}
