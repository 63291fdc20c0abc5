import type { NextActor, Part } from '../../explain/domain/explanation.ts';

/** Who takes a step, as a sentence begins. */
export const assigneeWords: Readonly<Record<Part, string>> = {
  operator: 'An operator',
  'second-operator': 'A second operator',
  approver: 'An approver',
  owner: 'A data owner',
  researcher: 'A researcher',
  administrator: 'Whoever administers Azure',
};

export const actorWords: Readonly<Record<NextActor, string>> = {
  ...assigneeWords,
  system: 'Sallyport, by itself',
  approvers: 'Its approvers',
};
