import { z } from 'zod';
import { form, page } from './description.ts';
import { bareForm } from './schemas/forms.ts';
import { html, redirect } from './schemas/media.ts';

/** Where a sign-in leads. What no page of ours could have asked for counts as not there. */
export const signInQuery = z.strictObject({
  returnTo: z
    .string()
    .exactOptional()
    .meta({ description: 'The page to come back to; one of ours, or it is not looked at.' }),
  context: z.string().exactOptional().meta({ description: 'An authentication context whose policies must be met.' }),
  silent: z.string().exactOptional().meta({ description: 'There to renew a session without asking anybody.' }),
  another: z.string().exactOptional().meta({ description: 'There to sign in as somebody else.' }),
});

/** What the directory sends back; it adds what it likes. */
const callbackQuery = z.looseObject({
  code: z.string().exactOptional(),
  state: z.string().exactOptional(),
  error: z.string().exactOptional(),
});

const group = { group: 'session', access: 'everybody' } as const;

export const session = {
  signIn: {
    ...page('sign-in', {
      ...group,
      summary: 'Off to the directory, with what must come back kept in a sealed cookie.',
      query: signInQuery,
      answers: { 303: redirect },
    }),
    methods: ['GET'] as const,
  },
  signInCallback: {
    ...page('sign-in/callback', {
      ...group,
      summary: "The directory's answer becomes a session, if this browser started the sign-in.",
      query: callbackQuery,
      answers: { 303: redirect, 400: html },
    }),
    methods: ['GET'] as const,
  },
  signOut: form('sign-out', {
    ...group,
    summary: 'Ends every session of the person, in other browsers too.',
    body: bareForm,
    answers: { 200: html },
  }),
};
