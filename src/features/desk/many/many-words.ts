import type { ActOfMany } from '../../../domain/lifecycle/many.ts';

/** What is asked of many, beside the words of the act itself. */
export const manyWords: Readonly<Record<ActOfMany, { readonly title: string; readonly button: string }>> = {
  retry: { title: 'Let them go on', button: 'Let go on' },
  discard: { title: 'Discard them', button: 'Discard' },
  resend: { title: 'Send new links to their approvers', button: 'Send new links of' },
  extend: { title: 'Give their approvers more time', button: 'Give more time to' },
};
