import { createHash } from 'node:crypto';
import { z } from 'zod';
import { messageOf, Refused } from '../../../domain/base/errors.ts';
import { jsonOf } from '../../../domain/base/reading/json-of.ts';

/** The most bytes of a form that holds a definition: those of a definition may be sent as three each. */
export const mostOfDefinition = 3 * 1024 * 1024;

const definitionSchema = z.looseObject({});

/** The definition that somebody typed, without what an editor or the command wrote into it under a name with a dollar. Throws Refused. */
export function typedDefinition(text: string): Readonly<Record<string, unknown>> {
  const read = definitionSchema.safeParse(parsed(text));
  if (!read.success) throw new Refused('This is no definition: it has to be one JSON object. Nothing was changed.');
  return Object.fromEntries(Object.entries(read.data).filter(([name]) => !name.startsWith('$')));
}

/** The same; undefined for a text that is none. */
export function readDefinition(text: string): Readonly<Record<string, unknown>> | undefined {
  return definitionSchema.safeParse(jsonOf(text)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refused(`This is not JSON: ${messageOf(error)}. Nothing was changed.`);
  }
}

/** Tells whether a text is the one that was checked. */
export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
