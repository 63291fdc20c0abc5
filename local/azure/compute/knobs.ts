/** How busy a machine is in each minute from a time on, until it is told otherwise. */
export interface ToldLoad {
  readonly machine: string;
  readonly since: string;
  readonly cpuPercent: number;
  /** Bytes in, and as many out. */
  readonly bytesAMinute: number;
}

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
  /** Cores that machines of a family may have together, by its name in Azure; of other families as many as of all. */
  familyQuotas: Record<string, number>;
  /** Cores that instances, and nodes that clusters keep waiting, may have together: Azure ML has quotas of its own. */
  learningQuota: number;
  /** The same of a family. */
  learningFamilyQuotas: Record<string, number>;
  /** Nobody may look quotas up, as without the right to. */
  hideQuotas: boolean;
  /** The next n creations and starts are accepted and then fail, because Azure has no machine of that size left. */
  failAllocations: number;
  /** How many days before the stand-in began every version of an image was published. */
  imageAgeDays: number;
  /** Lists answer with nothing, as they do for an identity that may not see the resources. */
  emptyLists: boolean;
  /** Names that compute instances of other workspaces in the region have: Azure ML gives each name of an instance once a region. */
  instancesElsewhere: string[];
  /** Compute instances that nobody uses: Azure ML stops them after their idle time. */
  idleInstances: string[];
  /** How busy machines are; the last one that has begun counts, and without one a machine is quiet. */
  loads: ToldLoad[];
  /** How late metrics arrive, in milliseconds. */
  metricsDelayMilliseconds: number;
  /** Metrics have no values, as while Azure Monitor is out of order. */
  withoutMetrics: boolean;
}

/** Behaves like a quick Azure: changes take two seconds, everything is visible at once. */
export function defaultKnobs(): ComputeKnobs {
  return {
    pageSize: 50,
    changeMilliseconds: 2000,
    lagMilliseconds: 0,
    coresQuota: 100,
    familyQuotas: {},
    learningQuota: 100,
    learningFamilyQuotas: {},
    hideQuotas: false,
    failAllocations: 0,
    imageAgeDays: 0,
    emptyLists: false,
    instancesElsewhere: [],
    idleInstances: [],
    loads: [],
    metricsDelayMilliseconds: 0,
    withoutMetrics: false,
  };
}

/** Counts one allocation and says whether it has to fail. */
export function takeFailure(knobs: ComputeKnobs): boolean {
  if (knobs.failAllocations === 0) return false;
  knobs.failAllocations -= 1;
  return true;
}

/** When every version of an image was published, for a stand-in that began at that time (in milliseconds). */
export function imagesPublishedAt({ imageAgeDays }: ComputeKnobs, began: number): string {
  return new Date(began - imageAgeDays * 86_400_000).toISOString();
}
