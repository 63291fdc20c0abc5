import { z } from 'zod';
import { form, page } from './description.ts';
import { decisionForm, viewForm } from './schemas/forms.ts';
import { html, lines, redirect } from './schemas/media.ts';

/** What a link of a mail may say. Whatever else gateways of mail add to it is not looked at: the link must open. */
export const reviewQuery = z.looseObject({
  choice: z.string().exactOptional().meta({ description: 'The answer that is preselected: approve, changes or deny.' }),
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
const decided = { ...group, body: decisionForm } as const;
const decidedAnswers = { 303: redirect, 400: html, 401: html, 403: html, 404: html, 409: html } as const;
const files = { ...group, body: viewForm, answers: { 200: html, 401: html, 403: html, 404: html } } as const;
const manifest = { ...group, query: reviewQuery } as const;

/** The review of a package by its approvers: by the link of a mail, or by the package for whoever is signed in. */
export const review = {
  reviewPage: page('review/{handle}', {
    ...shown,
    summary: 'The review that a mail leads to. It shows, and never changes anything.',
    params: handle,
    answers: { 200: html, 303: redirect, 403: html, 404: html },
  }),
  reviewDecision: form('review/{handle}', {
    ...decided,
    summary: 'Takes the decision of the signed-in approver.',
    params: handle,
    answers: decidedAnswers,
  }),
  packageReviewPage: page('review-package/{project}/{id}', {
    ...shown,
    summary: 'The same review by its package, for whoever is asked in it.',
    params: place,
    answers: { 200: html, 303: redirect, 404: html },
  }),
  packageReviewDecision: form('review-package/{project}/{id}', {
    ...decided,
    summary: 'Takes the decision of the signed-in approver.',
    params: place,
    answers: decidedAnswers,
  }),
  reviewFiles: form('review/{handle}/files', {
    ...files,
    summary: 'Saves what was noted about the files on the page, and shows others.',
    params: handle,
  }),
  reviewManifest: page('review/{handle}/manifest', {
    ...manifest,
    summary: 'The manifest of the package as a file to keep.',
    params: handle,
    answers: { 200: lines, 303: redirect, 401: html, 403: html, 404: html, 409: html },
  }),
  packageReviewFiles: form('review-package/{project}/{id}/files', {
    ...files,
    summary: 'Saves what was noted about the files on the page, and shows others.',
    params: place,
  }),
  packageReviewManifest: page('review-package/{project}/{id}/manifest', {
    ...manifest,
    summary: 'The manifest of the package as a file to keep.',
    params: place,
    answers: { 200: lines, 303: redirect, 404: html, 409: html },
  }),
};
