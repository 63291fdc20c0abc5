/** Of a limit that no source could be read for. */
export const remembered = 'remembered';

/** Of a limit that no stand-in keeps. */
export const nobody = 'nobody here';

/** Where Microsoft's reference of the storage services stands. */
export const storageReference = 'https://learn.microsoft.com/rest/api/storageservices';

/** What one of Azure's services takes at most, or a rule for what it takes. The number stands here once: stand-ins import it. */
export interface Limit {
  readonly what: string;
  /** A number in the unit that `what` names, or what the rule says. */
  readonly most: number | string;
  /** An address that says it, or `remembered`. */
  readonly source: string;
  readonly refused: {
    readonly status: number;
    readonly code: string;
    /** The source tells the limit, but not this word: whoever reads the answer may only lean on the status. */
    readonly wordIsOurs?: true;
  };
  /** The stand-in that refuses what is beyond, below `local/azure`; `azurite` when the service behind the gateway does; or `nobody`. */
  readonly by: string;
  /** The test that holds how the product stops before it. */
  readonly product?: string;
}

/** Limits of one service, by a short name. */
export type Limits = Readonly<Record<string, Limit>>;
