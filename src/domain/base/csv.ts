/** How a program for tables would take a cell for a formula, and compute what somebody else wrote. */
const formula = /^[=+\-@\t\r]/;

/** One row of CSV (RFC 4180) with its line end. A cell that would be a formula gets a quote in front, which such programs do not show. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
