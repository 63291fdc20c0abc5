import { z } from 'zod';

/** A time by which others are to be told, named by its length: so many hours or days, or one month of the calendar. */
export const clockName = z
  .string()
  .regex(/^(?:[1-9]\d{0,2}-(?:hours|days)|month)$/, 'must be a time, such as 24-hours, 10-days or month')
  .meta({ description: 'A time by which others are to be told.', example: '72-hours' });

/** The times that a deployment has, and who is to be told by each; empty where it does not say. */
export const incidentClocks = z
  .record(
    clockName,
    z
      .string()
      .trim()
      .max(200)
      .regex(/^\P{Cc}*$/u, 'must be one line'),
  )
  .refine((clocks) => Object.keys(clocks).length > 0 && Object.keys(clocks).length <= 6, 'must be one to six times');
export type IncidentClocks = Readonly<z.infer<typeof incidentClocks>>;

export const usualClocks: IncidentClocks = { '24-hours': '', '72-hours': '', month: '' };
