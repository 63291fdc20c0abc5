/** Moves of the tables that no schedule makes, and why. Everything else must be met, or the run fails. */
export const unreached: Readonly<Record<string, string>> = {};
