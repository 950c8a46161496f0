import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Page, pages, repository } from './pages';

/** The name that a heading can be linked by, as GitHub makes it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = ({ text }: Page): string[] =>
  [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map((match) => anchor(match[1]!));

/** The links of a page that lead nowhere in the repository. */
function broken(page: Page): string[] {
  const prose = page.text.replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', heading] = target.split('#');
      const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
      if (!existsSync(join(repository, path))) return true;
      const linked = [page, ...pages].find((candidate) => candidate.path === path);
      return heading !== undefined && !(linked && anchorsOf(linked).includes(heading));
    });
}

test.each(pages)('every relative link of $path leads somewhere', (page) => expect(broken(page)).toEqual([]));

test('a link to nowhere is found, be it a file or a heading', () => {
  const text =
    '# Here\n\n[a](nowhere.md) [b](#here) [c](#there) [d](../README.md) [e](../README.md#two-commands) [f](https://x.y)';
  expect(broken({ path: 'docs/cluster.md', text })).toEqual(['nowhere.md', '#there']);
});
