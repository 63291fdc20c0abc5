import { z } from 'zod';
import { enumerated } from '../domain/base/count-text.ts';
import { sayings } from '../domain/review/decision.ts';
import { form, page } from './description.ts';
import { decisionForm, viewForm } from './schemas/forms.ts';
import { html, lines, redirect } from './schemas/media.ts';

/** What a link of a mail may say. Whatever else gateways of mail add to it is not looked at: the link must open. */
export const reviewQuery = z.looseObject({
  choice: z
    .string()
    .exactOptional()
    .meta({ description: `The answer that is preselected: ${enumerated(sayings, 'or')}.` }),
  lost: z.string().exactOptional().meta({ description: 'There after a sign-in that remarks did not outlive.' }),
});

// Whatever stands in the address of a mail leads to a page that says what is wrong with the link.
const anything = z.string().min(1);
const handle = { handle: anything.meta({ description: 'The end of the link in the mail.' }) };
const place = {
  project: anything.meta({ description: 'Id of the project.' }),
  id: anything.meta({ description: 'Id of the package.' }),
};

const group = { group: 'review', access: 'participant', problems: ['illegal-move'] } as const;
const shown = { ...group, query: reviewQuery } as const;
const decision = {
  ...group,
  summary: 'Takes the decision of the signed-in approver, or a question of theirs to the researchers.',
  body: decisionForm,
  answers: { 303: redirect, 400: html, 401: html, 403: html, 404: html, 409: html },
} as const;
const files = {
  ...group,
  summary: 'Saves what was noted about the files on the page, and shows others.',
  body: viewForm,
  answers: { 200: html, 401: html, 403: html, 404: html },
} as const;
const manifest = { ...shown, summary: 'The manifest of the package as a file to keep.' } as const;

/** The review of a package by its approvers: by the link of a mail, or by the package for whoever is signed in. */
export const review = {
  reviewPage: page('review/{handle}', {
    ...shown,
    summary: 'The review that a mail leads to. It shows, and never changes anything.',
    params: handle,
    answers: { 200: html, 303: redirect, 403: html, 404: html },
  }),
  reviewDecision: form('review/{handle}', { ...decision, params: handle }),
  packageReviewPage: page('review-package/{project}/{id}', {
    ...shown,
    summary: 'The same review by its package, for whoever is asked in it.',
    params: place,
    answers: { 200: html, 303: redirect, 404: html },
  }),
  packageReviewDecision: form('review-package/{project}/{id}', { ...decision, params: place }),
  reviewFiles: form('review/{handle}/files', { ...files, params: handle }),
  reviewManifest: page('review/{handle}/manifest', {
    ...manifest,
    params: handle,
    answers: { 200: lines, 303: redirect, 401: html, 403: html, 404: html, 409: html },
  }),
  packageReviewFiles: form('review-package/{project}/{id}/files', { ...files, params: place }),
  packageReviewManifest: page('review-package/{project}/{id}/manifest', {
    ...manifest,
    params: place,
    answers: { 200: lines, 303: redirect, 404: html, 409: html },
  }),
};
