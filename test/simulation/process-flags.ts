/** Flags of the processes that play schedules: these leave much that lives for a moment, and a larger young generation is freed more cheaply. */
export const processFlags: readonly string[] = ['--max-semi-space-size=64'];
