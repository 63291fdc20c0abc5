import { z } from 'zod';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { checkResults } from './check.ts';
import { checks } from './checks.ts';

const check = z
  .strictObject({
    id: z.enum(checks.map(({ id }) => id)),
    group: z.enum(checks.map(({ group }) => group)),
    title: z.string().meta({ description: 'What is assumed, in a sentence.' }),
    why: z.string().meta({ description: 'Why it matters.' }),
    result: z.enum(checkResults).meta({
      description: 'Whether it holds. `cannot-tell`: nobody can see it from inside the app, or it could not be asked.',
    }),
    found: z.string(),
    mend: z.string().exactOptional().meta({ description: 'What to do; missing where it is ok.' }),
  })
  .meta({ id: 'Check', description: 'One assumption that the deployment rests on, and what was found.' });

export const doctorReport = z
  .strictObject({
    at: time,
    ok: z.boolean().meta({ description: 'Whether nothing is a problem.' }),
    counts: z.strictObject({ ok: z.int(), problem: z.int(), 'cannot-tell': z.int() }),
    checks: z.array(check),
  })
  .meta({ id: 'DoctorReport' });
