/** Requests that one run has under way at the same time: Resource Manager counts how many come in a second. */
export const requestsAtOnce = 10;
