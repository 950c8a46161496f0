import { OperationError, type OperationProblemCode } from '../../../../lib/operations';
import { translated } from '../../../../lib/operations/aws/problem/translate';

/** An error as the SDK makes them, in the words of AWS, of the SDK or of Node. */
export const sdkError = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });

/** What becomes of it. */
export function errorOf(error: unknown, profile?: string): OperationError {
  const result = translated(error, 'ecs:RunTask', profile);
  if (!(result instanceof OperationError)) throw new Error('not translated');
  return result;
}

/** An error of Node, before there was an answer. */
export const node = (code: string) => ({ code, $metadata: undefined });

/** An answer with another status. */
export const http = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

export const me = 'arn:aws:sts::111122223333:assumed-role/deployer/me';
export const role = 'arn:aws:iam::111122223333:role/app';

/** How IAM refuses. */
export const denied = (rest: string) => `User: ${me} is not authorized to perform: ${rest}`;

type Row = readonly [name: string, message: string, code: OperationProblemCode, mend: RegExp, more?: object];

/** Holds errors to their code, and to one line that says how to mend them. */
export function saysOf(kind: string, rows: readonly Row[]): void {
  describe(kind, () => {
    test.each(rows.map(([name, message, ...rest]) => ({ name, message, rest })))(
      '$name: $message',
      ({ name, message, rest: [code, mend, more] }) => {
        const error = errorOf(sdkError(name, message, more));
        expect(error.problem.code).toBe(code);
        expect(error.message).toMatch(mend);
        expect(error.message).toMatch(/^[^\n]+; [^\n]+$/);
        expect(error.message).not.toContain('Deserialization error');
      },
    );
  });
}
