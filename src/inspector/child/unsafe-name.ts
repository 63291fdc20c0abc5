const longest = 4096;

/** Whether unpacking a file under this name could write outside of the folder that was meant. */
export function isUnsafeName(name: string): boolean {
  const parts = name.split(/[/\\]/);
  return name.length > longest || /^[/\\]|^[a-z]:|[\0\r\n]/i.test(name) || parts.includes('..');
}
