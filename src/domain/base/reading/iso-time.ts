import { z } from 'zod';

export const time = z.string().meta({ description: 'ISO 8601 in UTC.', example: '2026-03-01T10:00:00.000Z' });
