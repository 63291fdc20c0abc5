const apart: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', đ: 'd', ı: 'i', ð: 'd' };

/** Small letters without accents, so that a word has one spelling. */
export function folded(text: string): string {
  const small = text.toLowerCase();
  if (!/[^ -~]/.test(small)) return small;
  return small
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[øłßæœđıð]/g, (letter) => apart[letter] ?? letter);
}

/** The words of a list, each folded. */
export function words(text: string): ReadonlySet<string> {
  return new Set(
    folded(text)
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
}
