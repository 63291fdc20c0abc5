/** One file of a listing. `md5` is base64 as storage reports it, null where the source has none; `etag` is unquoted. */
export interface ManifestEntry {
  readonly path: string;
  readonly size: number;
  readonly etag: string;
  readonly md5: string | null;
  readonly lastModified: string;
}

/** What histories and pages carry of a manifest: the SHA-256 (hex) of its NDJSON text, and totals. */
export interface ManifestSummary {
  readonly digest: string;
  readonly count: number;
  readonly bytes: number;
}
