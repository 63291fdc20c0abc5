import { z } from 'zod';
import { data, form, page } from '../../api/description.ts';
import { sentForm } from '../../api/schemas/forms.ts';
import { html, redirect } from '../../api/schemas/media.ts';
import { projectId } from '../../api/schemas/names.ts';
import { isOneLine } from '../../domain/base/one-line.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { dutyKinds } from '../../domain/people/duties.ts';
import { recipientsSchema } from '../../domain/project/recipients.ts';

export const receivedQuery = z.strictObject({
  project: projectId.exactOptional(),
  page: z.coerce.number().int().min(1).exactOptional().meta({ description: 'A page of what was released.' }),
});

const release = z
  .strictObject({
    project: z.string(),
    id: z.string(),
    since: time.meta({ description: 'When it was released or taken back, rounded.' }),
    takenBack: z.boolean().meta({ description: 'It lies outside no more, and whoever has a copy deletes it.' }),
    name: z.string().exactOptional(),
    folder: z.string().exactOptional().meta({ description: 'Its address in storage; missing once it was taken back.' }),
    files: z.number().exactOptional(),
    bytes: z.number().exactOptional(),
  })
  .meta({ id: 'ReceivedPackage', description: 'A package that people approved, for external readers of its project.' });

const duty = z
  .strictObject({
    ...{ project: z.string(), title: z.string(), id: z.string(), what: z.enum(dutyKinds) },
    overdue: z.boolean(),
    why: z.string().exactOptional().meta({ description: 'Of what is to be deleted: since what.' }),
    terms: z.strictObject({ text: z.string(), sha256: z.string() }).exactOptional(),
    done: time.exactOptional().meta({ description: 'When they said it, rounded; missing while it is open.' }),
    text: z.string().exactOptional(),
    signed: z.string().exactOptional().meta({
      description: 'What they said of their copies, as a compact JWS by the key of receipts; of the newest 25.',
    }),
  })
  .meta({ id: 'RecipientDuty', description: 'What a recipient is asked about a package, or said of it.' });

export const longestStatement = 600;

export const acceptForm = z.object({
  terms: z.string().meta({ description: 'SHA-256 of the terms as they were shown.' }),
});
export const deletionForm = z.object({
  text: z
    .string()
    .trim()
    .max(longestStatement, `The text is longer than ${longestStatement} characters.`)
    .refine(isOneLine, 'The text is one line, without control characters.')
    .default(''),
});

export const receivedAnswer = z
  .strictObject({
    at: time,
    readers: z.enum(['known', 'off', 'no-claim', 'too-many']).meta({
      description: 'Whether groups in tokens count here, and whether that of whoever asks says which they hold.',
    }),
    projects: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        timeZone: z.string(),
        folder: z.string().meta({ description: 'The address in storage of all that is released of it.' }),
        ...recipientsSchema.partial().shape,
      }),
    ),
    asked: z.array(duty).meta({ description: 'Of a recipient; what is open comes first.' }),
    items: z.array(release).meta({ description: 'The newest first.' }),
    unread: z.number().meta({ description: 'Releases of this page that cannot be read now.' }),
    page: z.int().min(1),
    pages: z.int().min(1),
  })
  .meta({ id: 'Received', description: 'What was released to whoever asks.' });

const asked = { group: 'mine', access: 'participant', query: receivedQuery } as const;

export const received = {
  received: page('received', {
    ...asked,
    summary: 'What was released to an external reader, where it lies, and under which terms.',
    problems: ['not-found'],
  }),
  receivedData: data('GET', 'received.json', {
    ...asked,
    summary: 'The same for programs.',
    answers: { 200: receivedAnswer },
    problems: ['not-found'],
  }),
  answerOnReceived: form('received/{project}/{id}/{what}', {
    ...{ group: 'mine', access: 'participant' },
    summary: 'A recipient accepts the terms of a package, or says that their copies are deleted.',
    params: { what: z.string().meta({ description: 'accept or deletion.' }) },
    body: z.union([sentForm(acceptForm), sentForm(deletionForm)]),
    answers: { 200: html, 303: redirect, 400: html, 401: html, 403: html, 409: html },
    problems: ['not-found'],
  }),
};
