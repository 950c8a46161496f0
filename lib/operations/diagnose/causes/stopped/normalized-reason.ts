/** A reason without what differs from task to task, so that like reasons are counted together. */
export const normalizedReason = (reason: string): string =>
  reason
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '…')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '…')
    .replace(/\b[0-9a-f]{32,64}\b/gi, '…')
    .replace(/\bi-[0-9a-f]{8,17}\b/g, 'i-…')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '…')
    .replace(/\bGetImageBlob\d+/g, 'GetImageBlob…')
    .replace(/\brequest id: \S+/gi, 'request id: …')
    .replace(/\bport \d+\b/g, 'port …');
