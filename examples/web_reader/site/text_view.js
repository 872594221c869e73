// The screen once more as text, invisible above its picture: for screen readers, for selecting and copying, for the
// browser's own search. Lines stand where the picture has them; a paragraph's lines are one element.

const LINE = 0, HEADING = 1, ROW = 2, NOTE_MARK = 3;
const ENDS = 1, SELECTED = 1;
const BLOCK_HEADING = 1, BLOCK_TITLE = 16;  // of BlockKind

export class TextView {
  #followed = '';  // the link that was left last: it has the focus again after the way back

  constructor(element) {
    this.element = element;
    element.addEventListener('copy', (event) => {
      event.clipboardData.setData('text/plain', selected());
      event.preventDefault();
    });
    element.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link === null) return;
      event.preventDefault();
      this.#followed = link.getAttribute('href');
    });
  }

  show({ records, scale, screen, language, note }) {
    const root = this.element;
    root.lang = language;
    root.setAttribute('aria-label', screen === 'page' ? (note ? 'Note' : 'Page') : screen);
    const nodes = screen === 'page' || screen === 'pick' ? paragraphs(records, scale) : rows(records, scale);
    root.replaceChildren(...nodes);
    fit(root, scale);
    const left = root.querySelector(`a[href="${this.#followed}"]`);
    if (left === null || document.activeElement !== document.body) return;
    left.focus({ preventScroll: true });
    this.#followed = '';
  }
}

function place(node, left, top, width, height, scale) {
  Object.assign(node.style, { left: `${left * scale}px`, top: `${top * scale}px`, height: `${height * scale}px`,
    lineHeight: `${height * scale}px` });
  if (width > 0) node.style.width = `${width * scale}px`;
}

function paragraphs(records, scale) {
  const found = [];
  let open = null;
  for (const line of records) {
    if (line.kind !== LINE) continue;
    if (open === null) {
      open = document.createElement(tagOf(line));
      found.push(open);
    }
    const span = document.createElement('span');
    span.append(...withLinks(line));
    span.dataset.width = line.right - line.left;
    span.style.fontSize = `${line.em * scale}px`;
    place(span, line.left, line.baseline - line.em, 0, line.em * 1.25, scale);
    open.append(span);
    if ((line.flags & ENDS) !== 0) open = null;
  }
  return found;
}

// A line's text, its note marks and links as links that are followed where the picture has them.
function withLinks(line) {
  const parts = [];
  let at = 0;
  for (const spot of line.spots.sort((a, b) => a.begin - b.begin)) {
    if (spot.begin < at) continue;  // a note mark within a link
    const link = document.createElement('a');
    link.textContent = spot.text;
    link.href = `#${spot.left},${spot.baseline}`;
    link.dataset.at = `${(spot.left + spot.right) >> 1} ${spot.baseline - (spot.em >> 2)}`;
    if (spot.kind === NOTE_MARK) link.setAttribute('role', 'doc-noteref');
    parts.push(line.text.slice(at, spot.begin), link);
    at = spot.begin + spot.text.length;
  }
  return [...parts, line.text.slice(at)];
}

function tagOf(line) {
  if (line.block === BLOCK_HEADING) return `h${Math.min(6, Math.max(1, line.flags >> 8) + 1)}`;
  return line.block === BLOCK_TITLE ? 'h1' : 'p';
}

function rows(records, scale) {
  const found = [];
  const list = document.createElement('ul');
  for (const row of records) {
    if (row.kind === HEADING) {
      const heading = document.createElement('h1');
      heading.textContent = row.text;
      place(heading, 0, 0, 0, row.em, scale);
      found.push(heading);
    }
    if (row.kind !== ROW) continue;
    const item = document.createElement('li'), button = document.createElement('button');
    button.textContent = row.text;
    if ((row.flags & SELECTED) !== 0) button.setAttribute('aria-current', 'true');
    place(item, 0, row.baseline, 0, row.em, scale);
    item.append(button);
    list.append(item);
  }
  return list.childElementCount > 0 ? [...found, list] : found;
}

// As wide as the picture's lines, whatever the browser's font.
function fit(root, scale) {
  const lines = [...root.querySelectorAll('span[data-width]')];
  const widths = lines.map((line) => line.offsetWidth);
  lines.forEach((line, i) => {
    if (widths[i] > 0) line.style.transform = `scaleX(${line.dataset.width * scale / widths[i]})`;
  });
}

// A paragraph without the breaks of its lines.
function selected() {
  const part = getSelection().getRangeAt(0).cloneContents();
  const blocks = [...part.querySelectorAll('p, h1, h2, h3, h4, h5, h6, li')];
  return blocks.length > 0 ? blocks.map((block) => block.textContent).join('\n') : part.textContent;
}
