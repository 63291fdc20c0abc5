/** How the compute stand-ins behave; the owner may change a value at any time. */
export interface ComputeKnobs {
  /** Entries on one page of a list. */
  pageSize: number;
  /** How long each long operation (create, start, deallocate, resize, retag, delete) takes, in milliseconds. */
  changeMilliseconds: number;
  /** For how long a new resource is missing from reads, as Azure's replicated front may show it late, in milliseconds. */
  lagMilliseconds: number;
  /** Cores that all machines together may have, running or not, as Azure counts them. */
  coresQuota: number;
  /** The next n creations and starts are accepted and then fail, because Azure has no machine of that size left. */
  failAllocations: number;
  /** Lists answer with nothing, as they do for an identity that may not see the resources. */
  emptyLists: boolean;
  /** Names that compute instances of other workspaces in the region have: Azure ML gives each name of an instance once a region. */
  instancesElsewhere: string[];
}

/** Behaves like a quick Azure: changes take two seconds, everything is visible at once. */
export function defaultKnobs(): ComputeKnobs {
  return {
    pageSize: 50,
    changeMilliseconds: 2000,
    lagMilliseconds: 0,
    coresQuota: 100,
    failAllocations: 0,
    emptyLists: false,
    instancesElsewhere: [],
  };
}

/** Counts one allocation and says whether it has to fail. */
export function takeFailure(knobs: ComputeKnobs): boolean {
  if (knobs.failAllocations === 0) return false;
  knobs.failAllocations -= 1;
  return true;
}
