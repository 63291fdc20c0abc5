import type { StepId } from '../step.ts';

/** Something that nobody has seen on a subscription: the step that looks at it, or why no script can. */
export type Line = { readonly what: string } & ({ readonly step: StepId } | { readonly why: string });

export const noFirewall = 'the trial has no firewall';
export const noDesktops = 'the trial has no desktops';
export const noMachines = 'the trial has no machines';
export const noLearning = 'the trial has no Machine Learning';
