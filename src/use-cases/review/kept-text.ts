import { inOrder, type RemarkPage, summaryOf } from '../../domain/review/remarks.ts';
import type { RemarkStore } from '../../ports/remarks.ts';

function asPage(text: string): RemarkPage {
  return { page: 1, remarks: [{ number: 1, seen: false, question: false, text }] };
}

/** Keeps a text that may name people beside the audit, which stays for ever; gives the digest for its line. */
export async function keepText(remarks: Pick<RemarkStore, 'keep'>, owner: string, text: string): Promise<string> {
  const page = asPage(text);
  const digest = summaryOf([page])?.digest ?? '';
  await remarks.keep(owner, digest, [page]);
  return digest;
}

/** Null for a text that is lost, or is not the one of its line. */
export async function keptText(
  remarks: Pick<RemarkStore, 'kept'>,
  owner: string,
  digest: string,
): Promise<string | null> {
  const pages = await remarks.kept(owner, digest);
  return summaryOf(pages)?.digest === digest ? (inOrder(pages)[0]?.text ?? null) : null;
}
