/** What operations may be asked for by, beside their state. `needs-somebody`: not the control plane acts next but people. */
export const operationKinds = ['open', 'ended', 'needs-somebody', 'in-trouble', 'stalled'] as const;
