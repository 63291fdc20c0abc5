/**
 * What a span or a measurement is about: ids that we gave, states, steps and counts. Nothing that somebody chose or typed may stand here, since
 * it leaves the environment.
 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/**
 * A part of something that took time and is over. `trace`, `id` and `parent` are our own ids: whoever makes the same span again gives it the
 * same id. Times are ISO 8601 in UTC.
 */
export interface TraceSpan {
  readonly trace: string;
  readonly id: string;
  readonly parent?: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly failed?: true;
  readonly attributes: Attributes;
}
