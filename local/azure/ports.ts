/** A port for each endpoint; 0 takes a free one. */
export interface AzurePorts {
  readonly blob: number;
  readonly queue: number;
  readonly table: number;
  readonly arm: number;
  readonly entra: number;
  readonly identity: number;
  readonly vault: number;
  readonly smtp: number;
  readonly mail: number;
  readonly chat: number;
  readonly control: number;
}

/** Free ports for all, so that several stacks can run side by side. */
export const freePorts: AzurePorts = {
  blob: 0,
  queue: 0,
  table: 0,
  arm: 0,
  entra: 0,
  identity: 0,
  vault: 0,
  smtp: 0,
  mail: 0,
  chat: 0,
  control: 0,
};

/** The ports of `npm start`, the same each time so that links and sessions survive a restart. */
export const fixedPorts: AzurePorts = {
  blob: 18_000,
  queue: 18_001,
  table: 18_002,
  arm: 18_003,
  entra: 18_004,
  identity: 18_006,
  vault: 18_005,
  smtp: 18_007,
  mail: 18_008,
  chat: 18_010,
  control: 18_009,
};
