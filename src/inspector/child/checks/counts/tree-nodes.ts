/** How programs print the nodes of a tree, with how many people are in each: rpart and tree, ctree, Graphviz, and Weka. */
const nodes: readonly RegExp[] = [
  /^\s*\d{1,9}\) (?:root|[^\s<>=]{1,80} ?[<>=].{1,200}?) (\d{1,9}) {1,9}\d[\d.e+]{0,20} \S{1,80}(?: \(| \*|\s*$)/,
  /^\s*\d{1,9}\)\* {1,3}weights = (\d{1,9})\s*$/,
  /(?:\\n|\b)samples ?= ?(\d{1,9})\\n/,
  /^[| ]{0,200}\S{1,80} (?:<=?|>=?|=) \S{1,80}: \S{1,80} \((\d{1,9})\.0(?:\/\d{1,9}\.\d{1,2})?\)\s*$/,
];

/** The numbers of people in the nodes that a line prints. */
export function nodeCounts(line: string): number[] {
  if (!/\d/.test(line) || line.length > 1000) return [];
  return nodes.flatMap((form) => {
    const [, digits] = form.exec(line) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
}
