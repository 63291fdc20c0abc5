/** The right to look for packages, which one process of the reading room has at a time. */
export interface LookRight {
  /** Undefined while another process has it. */
  take(): Promise<HeldRight | undefined>;
}

export interface HeldRight {
  /** Somebody else may have it by now. */
  readonly lost: AbortSignal;
  giveBack(): Promise<void>;
}

/** The queue that wakes the reading room. */
export interface WakeQueue {
  /** Wakes it in so many seconds. */
  callIn(seconds: number): Promise<void>;
}
