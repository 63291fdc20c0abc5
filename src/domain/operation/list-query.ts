import { z } from 'zod';
import { DAY } from '../base/time.ts';
import { projectIdPattern } from './blob-name.ts';

export const project = z
  .string()
  .regex(projectIdPattern, 'must be the id of a project')
  .describe('Only of this project.');

/** A time as a list takes it: ISO 8601, or a day in UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: 'must be a time such as 2026-03-01T10:00:00Z, or a day such as 2026-03-01',
});
export const since = moment.describe('Not before this time, or this day (UTC).');
export const until = moment.describe('Before this time, or up to the end of this day (UTC).');

export const objectId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be the Entra object id of a person');
export const person = z.union([objectId, z.email()], { error: 'must be the object id of a person, or an e-mail' });

export const limit = z.coerce.number().int().min(1).max(200).default(50).describe('The most items of one answer.');
export const continuation = z.string().max(8000).describe('What the answer before gave, with the same filters.');

/** A span of time: from `since` on, and before `until`. Times are ISO 8601 in UTC. */
export interface Span {
  readonly since?: string;
  readonly until?: string;
}

/** The span that two parameters ask for: a day that is named is part of it. */
export function spanOf(asked: { readonly since?: string | undefined; readonly until?: string | undefined }): Span {
  const { since: from, until: to } = asked;
  return {
    ...(from === undefined ? {} : { since: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { until: new Date(Date.parse(to) + (isDay(to) ? DAY : 0)).toISOString() }),
  };
}

export function isIn({ since: from, until: to }: Span, at: string): boolean {
  return (from === undefined || at >= from) && (to === undefined || at < to);
}

function isDay(text: string): boolean {
  return !text.includes('T');
}
