import { Token, Tokenization } from 'aws-cdk-lib';
import { MisuseError } from '../../errors';
import type { HealthCheck, HealthCheckTiming } from './health-check';

/**
 * The program in the image that asks. `auto` takes the first of the others that the image has, and needs a shell; each
 * of them needs only itself.
 */
export type HttpTool = 'auto' | 'curl' | 'wget' | 'node' | 'python';

/** What {@link httpHealth} takes. */
export interface HttpHealthOptions<P extends string> extends HealthCheckTiming {
  /** The name of the port, from the same container's `ports`. */
  readonly port: P;
  /** The path to ask for, with its query. @default '/' - the root of the server */
  readonly path?: string;
  /**
   * The program that asks.
   *
   * @default 'auto' - works in images of every common distribution and language, minimal ones included: Alpine and
   * busybox have wget, slim images of Node.js and Python have those. Distroless images of the two have no shell: name
   * the tool. Others without any of them need {@link commandHealth} with the application's own program.
   */
  readonly tool?: HttpTool;
  /**
   * The address to ask.
   *
   * @default '127.0.0.1' - `localhost` may mean ::1 first, where a server that listens on IPv4 does not answer
   */
  readonly host?: string;
}

type Program = Exclude<HttpTool, 'auto'>;

/** How each program asks: it ends with 0 when the answer's status is below 400. The order is the one of `auto`. */
const PROGRAMS: Readonly<Record<Program, (url: string) => readonly [program: string, ...words: string[]]>> = {
  curl: (url) => ['curl', '--fail', '--silent', '--show-error', '--output', '/dev/null', url],
  wget: (url) => ['wget', '-q', '-O', '/dev/null', url],
  node: (url) => [
    'node',
    '-e',
    `fetch(${JSON.stringify(url)}).then(r => process.exit(r.status < 400 ? 0 : 1), () => process.exit(1))`,
  ],
  python: (url) => ['python3', '-c', `import urllib.request; urllib.request.urlopen(${JSON.stringify(url)})`],
};

/** Runs the first program that the image has. */
function script(url: string): string {
  const branches = Object.values(PROGRAMS).map((ask) => {
    const [program, ...words] = ask(url);
    return `if command -v ${program} >/dev/null; then ${[program, ...words.map(quote)].join(' ')};`;
  });
  return `${branches.join(' el')} else exit 1; fi || exit 1`;
}

const quote = (word: string): string =>
  /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Asks for an HTTP path and wants an answer with a status below 400.
 *
 * @throws MisuseError `HealthCheckInvalid` for a path that does not begin with a slash
 */
export function httpHealth<const P extends string>(options: HttpHealthOptions<P>): HealthCheck<P> {
  const { path = '/', tool = 'auto', host = '127.0.0.1', ...check } = options;
  if (!Token.isUnresolved(path) && !path.startsWith('/')) {
    throw new MisuseError('HealthCheckInvalid', `path '${path}' does not begin with /; write '/${path}'`);
  }
  const command = (portNumber: number) => {
    const url = `http://${host}:${Tokenization.stringifyNumber(portNumber)}${path}`;
    return tool === 'auto' ? ['CMD-SHELL', script(url)] : ['CMD', ...PROGRAMS[tool](url)];
  };
  return { ...check, command };
}
