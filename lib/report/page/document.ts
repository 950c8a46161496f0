import { createHash } from 'node:crypto';
import { escaped } from './html';

/** A whole page that needs no network, and that nothing from elsewhere can get into. */
export interface PageParts {
  readonly title: string;
  readonly styles: readonly string[];
  /** What stands at the top, below the title. */
  readonly lead: string;
  readonly main: string;
  /** What is said about where the figures come from. */
  readonly foot: string;
  readonly scripts: readonly string[];
}

/** Writes a page out; what it has to say is there before any script runs. */
export function pageDocument({ title, styles, lead, main, foot, scripts }: PageParts): string {
  const script = THEME_SCRIPT + scripts.join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${hashOf(script)}'; img-src data:">
<link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>${styles.join('')}</style>
</head>
<body>
<header><button type="button" id="theme" hidden>Dark or light</button><h1>${escaped(title)}</h1>${lead}</header>
<main>
${main}
</main>
<footer><p>${escaped(foot)}</p></footer>
<script>${script}</script>
</body>
</html>
`;
}

/** Of all scripts only the page's own runs. */
const hashOf = (script: string): string => `sha256-${createHash('sha256').update(script).digest('base64')}`;

/** The page follows the system until somebody turns it. */
const THEME_SCRIPT = `(() => {
const button = document.getElementById('theme');
const dark = matchMedia('(prefers-color-scheme: dark)');
button.hidden = false;
button.addEventListener('click', () => {
  const root = document.documentElement;
  const isDark = root.style.colorScheme ? root.style.colorScheme === 'dark' : dark.matches;
  root.style.colorScheme = isDark ? 'light' : 'dark';
});
})();
`;

/** Rows as a table whose first row is the header; what stands in a cell is text. */
export function htmlTable(rows: readonly (readonly string[])[], caption: string): string {
  const [head, ...body] = rows;
  if (!head) return '';
  const cells = (row: readonly string[]) =>
    row
      .map((cell, index) => (index === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`))
      .join('');
  const titles = head
    .map((cell) => `<th scope="col">${escaped(cell) || '<span class="hush">name</span>'}</th>`)
    .join('');
  return (
    `<div class="scrolls" role="region" tabindex="0" aria-label="${escaped(caption)}"><table><thead><tr>${titles}</tr></thead>` +
    `<tbody>${body.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`
  );
}

/** Sentences as paragraphs. */
export const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${escaped(text)}</p>`).join('');

/** Sentences as a list; nothing if there are none. */
export const listed = (texts: readonly string[]): string =>
  texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`;
