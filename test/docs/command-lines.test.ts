import { program } from '../../bin/command-line';
import { type Page, pages } from './pages';

/** The command lines of `stowage` in the code blocks of a page. */
const commandLines = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => ['', 'sh', 'console'].includes(language!))
    .flatMap((block) => block[2]!.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => line.replace(/^\$ /, '').split(/\s#|&&|\|\||[|;<>]\s/))
    .map((part) => part.trim())
    .filter((part) => /^(npx )?stowage /.test(part));

/** What is wrong with a command line: no such verb or option, a value that is missing, too many arguments. */
function wrong(line: string): string | undefined {
  const [name = '', ...words] = [...line.replace(/^(npx )?stowage /, '').matchAll(/'[^']*'|"[^"]*"|\S+/g)].map((one) =>
    one[0].replace(/^(['"])(.*)\1$/, '$2'),
  );
  const verb = program({ out: () => {} }, () => {}).commands.find((one) => one.name() === name);
  if (!verb) return `there is no verb '${name}'`;
  try {
    const { operands, unknown } = verb.parseOptions(words);
    const options = unknown.filter((word) => word.startsWith('-') && !['--', '-h', '--help'].includes(word));
    if (options.length > 0 && !words.includes('--')) return `${name} has no option ${options.join(', ')}`;
    const takes = verb.registeredArguments;
    const isOpen = takes.at(-1)?.variadic ?? false;
    return isOpen || operands.length <= takes.length ? undefined : `${name} does not take ${operands.join(' ')}`;
  } catch (error) {
    return String(error);
  }
}

const documented = pages
  .filter(({ path }) => !path.includes('decisions'))
  .flatMap((page) => commandLines(page).map((line) => ({ path: page.path, line })));

test('the pages show the command at work', () => expect(documented.length).toBeGreaterThan(40));

test.each(documented)('$path: $line', ({ line }) => expect(wrong(line)).toBeUndefined());

test.each([
  'stowage chekc cdk.out',
  'stowage check --stritc',
  'npx stowage plan --format',
  'stowage teardown Shop Other',
])('%s would be found', (line) => expect(wrong(line)).toBeDefined());
