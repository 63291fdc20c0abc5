// Runs in the page. Computes the colours of everything that can be read in it, and of the edges of fields and the mark of the focus, and tells
// what is too pale: 4.5 to 1 for text, 3 to 1 for large text, edges and marks. `unsure` are the elements about whose text axe could not say.
globalThis.palenessOf = (unsure) => {
  const settled = new Set();
  const looked = new Set();
  const kinds = new Map();
  const wrong = new Set();
  const grounds = new Map();
  const seen = new Map();
  const canvas = colourOf('Canvas');

  for (const element of document.querySelectorAll('body, body *')) {
    const kind = kindOf(element);
    const isNew = !looked.has(kind) || (hasText(element) && !settled.has(kind));
    if (!isNew || !isSeen(element)) continue;
    looked.add(kind);
    const style = getComputedStyle(element);
    if (hasText(element)) {
      settled.add(kind);
      judge(element, style, groundsBehind(element), ownText(element));
    }
    for (const pseudo of ['::before', '::after']) {
      const own = getComputedStyle(element, pseudo);
      if (/^(none|normal|"")$/.test(own.content) || own.display === 'none') continue;
      judge(element, own, groundsOn(groundsBehind(element), own), own.content);
    }
    if (isField(element))
      mark('edge', element, style.borderTopColor, [...groundsBehind(element.parentElement), ...groundsBehind(element)]);
  }
  for (const element of focusable()) {
    element.focus({ focusVisible: true, preventScroll: true });
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    // The browser's own, which it draws in two colours; mails leave it to the reader's program.
    if (outlineStyle === 'auto') continue;
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2)
      wrong.add(`no mark of the focus: ${named(element)}`);
    else mark('focus', element, outlineColor, groundsBehind(element.parentElement));
    element.blur();
  }
  for (const element of unsure)
    if (!settled.has(kindOf(element))) wrong.add(`colours nobody settled: ${named(element)}`);
  return [...wrong];

  function judge(element, style, behind, text) {
    const size = Number.parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    tell(`text "${text.trim().slice(0, 30)}"`, element, ink, behind, isLarge ? 3 : 4.5, opacityOf(element));
  }

  function mark(what, element, colour, behind) {
    tell(what, element, colour, behind, 3, 1);
  }

  function tell(what, element, colour, behind, least, opacity) {
    const [red, green, blue, alpha] = colourOf(colour);
    for (const ground of behind) {
      if (ground === undefined) wrong.add(`${what} on a picture: ${named(element)}`);
      else {
        const ratio = contrast(over([red, green, blue, alpha * opacity], ground), ground);
        if (ratio < least) wrong.add(`${what} has ${ratio.toFixed(2)} of ${least}: ${named(element)}`);
      }
    }
  }

  // Every colour that can be behind an element: several on a gradient, undefined on a picture.
  function groundsBehind(element) {
    if (element === null) return [canvas];
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const style = getComputedStyle(element);
    const found = groundsOn(groundsBehind(element.parentElement), style);
    // What lies over other things has to bring its own ground.
    if (/fixed|absolute|sticky/.test(style.position) && colourOf(style.backgroundColor)[3] < 1 && hasTextBelow(element))
      wrong.add(`lies over others without a ground: ${named(element)}`);
    grounds.set(element, found);
    return found;
  }

  function groundsOn(behind, { backgroundColor, backgroundImage }) {
    const plain = behind.map((ground) => ground && over(colourOf(backgroundColor), ground));
    if (backgroundImage === 'none') return plain;
    if (backgroundImage.includes('url(')) return [undefined];
    const stops = backgroundImage.match(/(?:rgba?|color)\([^)]*\)/g) ?? [];
    return plain.flatMap((ground) => stops.map((stop) => ground && over(colourOf(stop), ground)));
  }

  function isSeen(element) {
    if (element === null) return true;
    const known = seen.get(element);
    if (known !== undefined) return known;
    const isOwn =
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.matches('.skip, :disabled') &&
      getComputedStyle(element).clipPath !== 'inset(50%)';
    const found = isOwn && isSeen(element.parentElement);
    seen.set(element, found);
    return found;
  }

  function isField(element) {
    return element.matches('input:not([type=checkbox], [type=radio], [type=hidden]), textarea, select');
  }

  function ownText(element) {
    const nodes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return isField(element) ? element.value || 'field' : nodes.map((node) => node.data).join('');
  }

  function hasText(element) {
    return !element.matches('style, script, option, textarea:empty') && ownText(element).trim() !== '';
  }

  function hasTextBelow(element) {
    return element.textContent.trim() !== '';
  }

  // What is of the same kind, in things of the same kind, looks the same: one of each is enough.
  function kindOf(element) {
    if (element === null) return '';
    const known = kinds.get(element);
    if (known !== undefined) return known;
    const own = ['class', 'aria-current', 'open', 'type', 'data-label']
      .map((name) => element.getAttribute(name) ?? '')
      .join('|');
    const kind = `${kindOf(element.parentElement)}>${element.tagName}|${own}`;
    kinds.set(element, kind);
    return kind;
  }

  function focusable() {
    const all = document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    );
    const kinds = new Map(
      [...all].filter(isSeen).map((element) => [`${element.tagName}.${element.className}`, element]),
    );
    return kinds.values();
  }

  function opacityOf(element) {
    let product = 1;
    for (let one = element; one !== null; one = one.parentElement) product *= Number(getComputedStyle(one).opacity);
    return product;
  }

  function named({ tagName, className }) {
    const names = typeof className === 'string' ? className : className.baseVal;
    return tagName.toLowerCase() + (names === '' ? '' : `.${names.replaceAll(' ', '.')}`);
  }

  // As numbers from 0 to 255, and how opaque it is from 0 to 1.
  function colourOf(text) {
    const said = text.startsWith('rgb') ? text : computed(text);
    const [red, green, blue, alpha = 1] = (said.match(/[\d.]+/g) ?? []).map(Number);
    if (!said.startsWith('rgb')) throw new Error(`${text} is a colour of a kind that nobody expected: ${said}`);
    return [red, green, blue, alpha];
  }

  function computed(text) {
    const probe = document.createElement('i');
    probe.style.color = text;
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  function over([red, green, blue, alpha], ground) {
    return [red, green, blue].map((value, at) => value * alpha + ground[at] * (1 - alpha));
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((first, second) => first - second);
    return (light + 0.05) / (dark + 0.05);
  }

  function luminance(colour) {
    const [red, green, blue] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
};
