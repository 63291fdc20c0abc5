import type { UploadFile } from '../../local/people/storage-person.ts';

/** Addresses of the people of the sample project. */
export const people = {
  owners: ['olga@example.org'],
  researchers: ['rui@example.org', 'rana@example.org'],
  approvers: ['ada@example.org', 'ben@example.org', 'cleo@example.org'],
  operators: ['olivia@example.org', 'otto@example.org'],
} as const;

/** Small files in sub-folders, with names that need escaping, and one of several blocks. All different for each word. */
export function someFiles(word: string, extension = 'csv'): UploadFile[] {
  const file = (path: string, text: string): UploadFile => ({ path: `${path}.${extension}`, bytes: Buffer.from(text) });
  return [
    file('a', `${word}\n1\n`),
    file('deep/er/b', `${word}\n2\n`),
    file('deep/Größe 100% #2', `${word}\n3\n`),
    file('z blocks', `${word}\n`.repeat(150000)),
  ];
}
