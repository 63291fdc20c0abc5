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
 * What is true of an operation while it is in a state. `owner` must act next (null: nobody has to). `deadline` says in words when
 * the wait ends by itself. `final`: no arrow leads out. `open`: the operation holds its name, so newer uploads under it wait.
 * `runs`: an orchestration works on it, and the sweep restarts one that is gone. `reopens`: it may begin after the name was given up, to
 * somebody else even; then it is worked on without a name. `without a name`: it is always worked on without one, and who still held it gives it up.
 */
export interface Facts {
  readonly waitsFor: string;
  readonly owner: Actor | null;
  readonly deadline: string | null;
  readonly final: boolean;
  readonly open: boolean;
  readonly runs: boolean;
  readonly reopens?: true;
  readonly nameless?: true;
}

export type StateFacts<S extends string> = Readonly<Record<S, Facts>>;
