import type { HealthCheck, HealthCheckTiming } from './health-check';

/**
 * The program in the image that asks. `auto` takes curl or else wget, whichever the image has, and needs a shell; the
 * others need only themselves.
 */
export type HttpTool = 'auto' | 'curl' | 'wget' | 'node' | 'python';

/** What {@link httpHealth} takes. */
export interface HttpHealthOptions<P extends string> extends HealthCheckTiming {
  /** The name of the port, from the same container's `ports`. */
  readonly port: P;
  /** @default '/' - the root of the server */
  readonly path?: string;
  /**
   * @default 'auto' - works in images of every common distribution, minimal ones included: Alpine and busybox have wget,
   * most others curl. An image with neither (distroless, scratch) needs `node`, `python`, or {@link commandHealth} with
   * the application's own program.
   */
  readonly tool?: HttpTool;
  /**
   * @default '127.0.0.1' - `localhost` may mean ::1 first, where a server that listens on IPv4 does not answer
   */
  readonly host?: string;
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const curl = ['curl', '--fail', '--silent', '--show-error', '--output', '/dev/null'];
const wget = ['wget', '-q', '-O', '/dev/null'];

/** The command for each tool: it ends with 0 when the answer's status is below 400. */
const COMMANDS: Readonly<Record<HttpTool, (url: string) => readonly string[]>> = {
  auto: (url) => {
    const [withCurl, withWget] = [curl, wget].map((command) => `${command.join(' ')} ${quote(url)}`);
    return ['CMD-SHELL', `if command -v curl >/dev/null; then ${withCurl}; else ${withWget}; fi || exit 1`];
  },
  curl: (url) => ['CMD', ...curl, url],
  wget: (url) => ['CMD', ...wget, url],
  node: (url) => [
    'CMD',
    'node',
    '-e',
    `fetch(${JSON.stringify(url)}).then(r => process.exit(r.status < 400 ? 0 : 1), () => process.exit(1))`,
  ],
  python: (url) => ['CMD', 'python3', '-c', `import urllib.request; urllib.request.urlopen(${JSON.stringify(url)})`],
};

/** Asks for an HTTP path and wants an answer with a status below 400. */
export function httpHealth<const P extends string>(options: HttpHealthOptions<P>): HealthCheck<P> {
  const { path = '/', tool = 'auto', host = '127.0.0.1', ...check } = options;
  return { ...check, command: (portNumber) => COMMANDS[tool](`http://${host}:${portNumber}${path}`) };
}
