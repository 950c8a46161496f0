import { OperationError } from '../../aws/problem/operation-error';

/** Longer than a configuration of an image takes. */
const TIMEOUT_MS = 20_000;

/** Reads what a presigned address of Amazon ECR holds, by HTTPS. */
export async function downloaded(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`${new URL(url).host} answered ${answer.status}`);
    return await answer.text();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new OperationError({ code: 'service-fault', action: 'ecr:GetDownloadUrlForLayer', detail }, error);
  }
}
