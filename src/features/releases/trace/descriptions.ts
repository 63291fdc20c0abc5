import { z } from 'zod';
import { data, form, page } from '../../../api/description.ts';
import { traceForm } from '../../../api/schemas/forms.ts';
import { html } from '../../../api/schemas/media.ts';
import { operationId, projectId, reason } from '../../../api/schemas/names.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import { incidentId } from '../domain/incident-schema.ts';
import { foundFile, mostFiles, traceSchema } from '../domain/trace.ts';
import { release } from '../release-schema.ts';

export const traceBody = z.strictObject({
  files: z
    .array(foundFile)
    .min(1)
    .max(mostFiles)
    .meta({ description: 'The file, and those in it where it is an archive.' }),
  reason,
  first: z
    .string()
    .max(8000)
    .exactOptional()
    .meta({ description: 'What the first operator was given: whoever brings it is the second.' }),
  incident: incidentId.exactOptional().meta({
    description: 'One that two operators confirmed: nobody else has to ask, and small files are looked for.',
  }),
});

export const namedBody = z.strictObject({
  signed: z.string().max(900_000).meta({
    description: 'The signed answer that names the release.',
    example: 'eyJhbGciOiJFZERTQSJ9.eyJraW5kIjoi.c2lnbmVk',
  }),
  project: projectId,
  id: operationId,
  reason: reason.meta({ description: 'Whoever is named reads it.' }),
});

export const opened = z.strictObject({ oid: z.string(), name: z.string(), files: z.int() });

export const trace = {
  trace: data('POST', 'ops/trace', {
    group: 'operations',
    summary: 'Which releases held files that were found outside; two operators ask, and the answer is signed.',
    body: traceBody,
    answers: {
      200: z.strictObject({
        trace: traceSchema,
        signed: z.string().meta({ description: 'The same as a compact JWS, signed by the key of receipts.' }),
      }),
      202: z.strictObject({
        waits: z.string().meta({ description: 'For the second operator to bring, within seven days.' }),
        digest: z.string(),
      }),
    },
    problems: ['refused', 'forbidden'],
  }),
  traceNames: data('POST', 'ops/trace/release', {
    group: 'operations',
    summary:
      'Who decided about a release that a trace names, for whom it was, who opened it, and how to ask storage who read it.',
    body: namedBody,
    answers: {
      200: z.strictObject({
        release,
        opened: z.array(opened).meta({ description: 'Who opened files of it in the reading room.' }),
        replies: z
          .array(z.strictObject({ oid: z.string(), name: z.string(), at: time, text: z.string().nullable() }))
          .meta({ description: 'What those answered whom traces of the release name; null for a text that is lost.' }),
        downloads: z.string().meta({ description: 'The question to the log of the account, which knows who read it.' }),
      }),
    },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  deskTrace: page('ops/desk/trace', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'Asks which releases held a file that was found outside.',
  }),
  traceOnDesk: form('ops/desk/trace', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'The form of that page; the answer is the page with the releases, or with what a second operator needs.',
    body: traceForm,
    answers: { 200: html },
    problems: ['refused', 'forbidden'],
  }),
};
