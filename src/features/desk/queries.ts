import { z } from 'zod';
import { continuation, personId, sha256 } from '../../api/schemas/names.ts';

export const doneQuery = z.strictObject({
  done: z.string().max(60).exactOptional().meta({ description: 'The form that was carried out right before.' }),
});

/** What may be typed; what is wrong with it the page says. */
const typed = z.string().max(300);
const further = z.string().max(8000).meta({ description: 'Goes on where the page before ended.' });

/** What the page of the audit is asked, by the names of `ops/audit`; an empty field asks nothing. */
export const deskAuditQuery = z.strictObject({
  project: typed.exactOptional(),
  operation: typed.exactOptional(),
  kind: typed.exactOptional(),
  actor: typed.exactOptional(),
  since: typed.exactOptional(),
  until: typed.exactOptional(),
  continuation: further.exactOptional(),
});

/** Behind the question mark of the page of an operation: its files go on there, and what was made from it. */
export const deskOperationQuery = doneQuery.extend({
  files: continuation.exactOptional(),
  used: continuation.exactOptional(),
});

export const deskSearchQuery = z.strictObject({
  text: typed.default('').meta({ description: 'A short number, an id, or a part of a name.' }),
  from: further.exactOptional().meta({ description: 'Page of the desk on which something was typed meanwhile.' }),
});

/** The pages of a new project, in their order. */
export const newPages = ['about', 'people', 'doors'] as const;

export const deskProjectsQuery = z.strictObject({
  text: z.string().max(200).exactOptional().meta({ description: 'Only whose id or title holds this text.' }),
  continuation: continuation.exactOptional(),
  new: z.enum(newPages).exactOptional().meta({ description: 'A page on which a new project is typed.' }),
  example: z.string().max(20).exactOptional().meta({ description: 'The example for a new definition.' }),
});

/** The parts of a definition that have a form. */
export const editedParts = ['about', 'people', 'doors', 'approval'] as const;

export const deskProjectQuery = doneQuery.extend({
  person: personId.exactOptional().meta({ description: 'Whose forms are open.' }),
  edit: z.enum(editedParts).exactOptional().meta({ description: 'The part of the definition whose form is open.' }),
  from: sha256.exactOptional().meta({ description: 'Version that is compared with another.' }),
  to: sha256.exactOptional().meta({ description: 'Version that came after it.' }),
  history: z.literal('yes').exactOptional().meta({ description: 'Whether the audit is asked who put each version.' }),
});

export const deskPeopleQuery = doneQuery.extend({
  text: z
    .string()
    .max(200)
    .exactOptional()
    .meta({ description: 'Only whose name, address or object id holds this text.' }),
  person: personId.exactOptional().meta({ description: 'Whose forms are open.' }),
});

/** Names of the forms of the page of a project, as they stand in addresses. */
export const projectForms = [
  'hold',
  'lift-hold',
  'discard-refused-datasets',
  'discard-refused-exports',
  'close',
  'confirm',
  'take-back-change',
  'suspend',
  'lift-suspension',
  'away',
  'back',
  'check',
  'put',
  'check-version',
  'go-back',
  ...editedParts.map((part) => `edit-${part}` as const),
] as const;
