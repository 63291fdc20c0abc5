/** Who brings an event about, or acts next: the control plane itself, or people in one of their roles. */
export const actors = ['system', 'owner', 'researcher', 'approvers', 'operator'] as const;
export type Actor = (typeof actors)[number];

export interface Row<S extends string, E extends string> {
  readonly from: S;
  readonly event: E;
  readonly to: S;
  readonly by: Actor;
}

/**
 * What is true of an operation in a state. `owner`: who must act next (null: nobody). `deadline`: in words, when the wait ends by itself.
 * `final`: no arrow leads out. `open`: it holds its name, so newer uploads under the name wait. `runs`: an orchestration works on it; the
 * sweep starts one that is gone again.
 * `reopens`: it may begin again after the name was given up, even to somebody else, and then works without a name. `nameless`: it always
 * works without a name, and gives up one that it held.
 */
export interface Facts {
  readonly waitsFor: string;
  readonly owner: Actor | null;
  readonly deadline: string | null;
  readonly final: boolean;
  readonly open: boolean;
  readonly runs: boolean;
  /** It counts towards its project's `maxOpen`: from receiving to the end of deleting or of the freeze, and in review. What rests does not. */
  readonly isUnderWay: boolean;
  /** A package comes to the state from its freeze on, and from no other. */
  readonly isFrozen?: true;
  readonly reopens?: true;
  readonly nameless?: true;
}

export type StateFacts<S extends string> = Readonly<Record<S, Facts>>;

/** Writes an arrow between the states of one table; where nobody is named the control plane brings it about. */
export function rowsOf<S extends string>() {
  return <const E extends string>(from: S, event: E, to: S, by: Actor = 'system'): Row<S, E> => ({
    from,
    event,
    to,
    by,
  });
}

export function working(waitsFor: string, deadline: string | null = null): Facts {
  return { waitsFor, owner: 'system', deadline, final: false, open: true, runs: true, isUnderWay: false };
}

export function underWay(waitsFor: string, deadline: string | null = null): Facts {
  return { ...working(waitsFor, deadline), isUnderWay: true };
}

export function arriving(owner: Actor): Facts {
  const waitsFor =
    'the end of the upload: the marker _COMPLETE, or, unless the project requires it, the quiet period without a change';
  return { ...underWay(waitsFor, "fails after the project's giveUpHours"), owner };
}

export function stopped(waitsFor: string): Facts {
  return { waitsFor, owner: 'operator', deadline: null, final: false, open: true, runs: false, isUnderWay: false };
}

export function frozen(facts: Facts): Facts {
  return { ...facts, isFrozen: true };
}

export const ended: Facts = {
  waitsFor: 'nothing',
  owner: null,
  deadline: null,
  final: true,
  open: false,
  runs: false,
  isUnderWay: false,
};
