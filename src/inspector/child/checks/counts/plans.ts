const beginning =
  /\bpower calculation\b|\bestimated (?:sample sizes?|power)\b|\b(?:power|pwr)\.[\w.]{1,20}\(|\bsolve_power\(|^\s*\. ?power \w/i;
const prompt = /^\s*(?:>|\. \S|In \[)/;
const size = /^\s*n\w{0,2}(?: per group| ?\(?(?:total|group)\)?)? *=/i;

/** Looks at lines that follow each other, and tells those that say how many a study needs: a plan is of nobody. */
export function startPlans(): (plain: string) => boolean {
  let isPlan = false;
  return (plain) => {
    isPlan = beginning.test(plain) || (isPlan && !prompt.test(plain));
    return isPlan && size.test(plain);
  };
}
