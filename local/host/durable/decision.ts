/** Work that an action stands for and that is not yet in the history. */
export type Decision =
  | { id: number; kind: 'activity'; name: string; input: unknown }
  | { id: number; kind: 'timer'; fireAt: number }
  | {
      id: number;
      kind: 'sub-orchestration';
      name: string;
      instanceId: string;
      version: string | null | undefined;
      input: unknown;
    };
